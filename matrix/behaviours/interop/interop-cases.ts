import { customMetadata, specialStatusMessage, statusCodeAndMessage } from "./echo-cases.ts";
import type { InteropCase } from "./interop-case.ts";
import {
  cancelAfterBegin,
  cancelAfterFirstResponse,
  clientCompressedStreaming,
  clientStreaming,
  emptyStream,
  pingPong,
  serverCompressedStreaming,
  serverStreaming,
  timeoutOnSleepingServer,
} from "./stream-cases.ts";
import {
  clientCompressedUnary,
  emptyUnary,
  largeUnary,
  serverCompressedUnary,
  unimplementedMethod,
  unimplementedService,
} from "./unary-cases.ts";

/** In the order of the descriptions. Left out is what needs Google's credentials, a caching proxy or a balancer of load. */
export const interopCases: readonly InteropCase[] = [
  emptyUnary,
  largeUnary,
  clientCompressedUnary,
  serverCompressedUnary,
  clientStreaming,
  clientCompressedStreaming,
  serverStreaming,
  serverCompressedStreaming,
  pingPong,
  emptyStream,
  customMetadata,
  statusCodeAndMessage,
  specialStatusMessage,
  unimplementedMethod,
  unimplementedService,
  cancelAfterBegin,
  cancelAfterFirstResponse,
  timeoutOnSleepingServer,
];

const byName: ReadonlyMap<string, InteropCase> = new Map(
  interopCases.map((one) => [one.name, one]),
);

export const interopCaseNamed = (name: string | null): InteropCase | undefined =>
  name === null ? undefined : byName.get(name);
