/** What a server with grpc.testing.TestService owes for a request, whoever made it. */
import { gunzipSync } from "node:zlib";
import { Malformed } from "../../wire/byte-reader.ts";
import type { WireHalf } from "../../wire/side-streams.ts";
import { binaryIn, messagesIn, valueIn, valuesIn, type WireMessage } from "../wire-view.ts";
import {
  readAggregatedSize,
  readInputRequest,
  readOutputRequest,
  readPayloadSize,
  readSimpleRequest,
  type TestRequest,
  type WantedResponse,
} from "./test-messages.ts";

export const testService = "grpc.testing.TestService";

/** Whether a server that has a method has the service of the cases. */
export const servesCases = (call: Readonly<{ path: string }> | null | undefined): boolean =>
  call?.path.startsWith(`/${testService}/`) ?? false;

/** What must come back. */
export type Owed = Readonly<{
  code: number;
  /** null: any. */
  message: string | null;
  /** In their order; of StreamingInputCall `size` is the sum that it has counted. */
  responses: readonly WantedResponse[];
  /** Echoes of metadata; null: none is asked for. `trailing` is base64. */
  initial: string | null;
  trailing: string | null;
}>;

/** Names of metadata that a server gives back. */
export const echoed = {
  initial: "x-grpc-test-echo-initial",
  trailing: "x-grpc-test-echo-trailing-bin",
} as const;

const invalidArgument = 3;
const unimplemented = 12;

/**
 * @returns null where that does not follow from what is there: of a message in another form than the method's, or compressed
 *   by something else than gzip.
 */
export const owedFor = (request: WireHalf): Owed | null => {
  const [block] = request.blocks;
  const method = methodIn(valueIn(block, ":path") ?? "");
  if (method === null) return { ...nothing, code: unimplemented, message: null };
  const [trailing] = valuesIn(block, echoed.trailing).flatMap(binaryIn);
  return wellFormed(() => ({
    ...answerOf(method, messagesIn(request), valueIn(block, "grpc-encoding")),
    initial: valueIn(block, echoed.initial) ?? null,
    trailing: trailing?.toString("base64") ?? null,
  }));
};

/**
 * The sizes in responses of a call.
 *
 * @returns null for what is no response of its method.
 */
export const sizesIn = (path: string, response: WireHalf): readonly number[] | null => {
  const read = path === pathOf("StreamingInputCall") ? readAggregatedSize : readPayloadSize;
  return wellFormed(() => openedMessages(response).map(read));
};

/** The messages of a half as an application gets them; null where one cannot be opened. */
export const openedIn = (half: WireHalf): readonly Uint8Array[] | null =>
  wellFormed(() => openedMessages(half));

/** @throws Malformed */
const openedMessages = (half: WireHalf): readonly Uint8Array[] => {
  const encoding = half.blocks.map((block) => valueIn(block, "grpc-encoding")).find(Boolean);
  return messagesIn(half).map((one) => opened(one, encoding));
};

const wellFormed = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
};

const methods = [
  "EmptyCall",
  "UnaryCall",
  "StreamingInputCall",
  "StreamingOutputCall",
  "FullDuplexCall",
] as const;
type Method = (typeof methods)[number];

export const pathOf = (method: string): string => `/${testService}/${method}`;

const methodIn = (path: string): Method | null =>
  methods.find((method) => path === pathOf(method)) ?? null;

const nothing: Owed = { code: 0, message: "", responses: [], initial: null, trailing: null };

const answerOf = (
  method: Method,
  messages: readonly WireMessage[],
  encoding: string | undefined,
): Owed => {
  const asked = (read: (message: Uint8Array) => TestRequest) =>
    messages.map((message) => ({
      ...read(opened(message, encoding)),
      isCompressed: message.compressed,
    }));
  switch (method) {
    case "EmptyCall":
      return { ...nothing, responses: [{ size: 0, compressed: null }] };
    case "UnaryCall":
      return repliesTo(asked(readSimpleRequest));
    case "StreamingInputCall": {
      const all = asked(readInputRequest);
      const sum = all.reduce((size, { payload }) => size + payload, 0);
      return all.some(isDeceived)
        ? refused
        : { ...nothing, responses: [{ size: sum, compressed: null }] };
    }
    case "StreamingOutputCall":
    case "FullDuplexCall":
      return repliesTo(asked(readOutputRequest));
  }
};

type Asked = TestRequest & Readonly<{ isCompressed: boolean }>;

const refused: Owed = { ...nothing, code: invalidArgument, message: null };

const isDeceived = ({ expectCompressed, isCompressed }: Asked): boolean =>
  expectCompressed === true && !isCompressed;

/** A status that is asked for ends the call, with no answer to the request that asks. */
const repliesTo = (requests: readonly Asked[]): Owed => {
  const last = requests.findIndex((one) => isDeceived(one) || (one.status?.code ?? 0) !== 0);
  const ending = requests[last];
  const responses = requests.slice(0, ending ? last : undefined).flatMap((one) => one.responses);
  if (!ending) return { ...nothing, responses };
  return isDeceived(ending)
    ? { ...refused, responses }
    : { ...nothing, ...ending.status, responses };
};

/** What cases send and ask for is smaller. */
const longestBytes = 16 * 1024 * 1024;

/** @throws Malformed for what gzip has not made. */
const opened = ({ compressed, bytes }: WireMessage, encoding: string | undefined): Uint8Array => {
  if (!compressed) return bytes;
  if (encoding !== "gzip") throw new Malformed(`a message compressed with ${encoding}`);
  try {
    return gunzipSync(bytes, { maxOutputLength: longestBytes });
  } catch {
    throw new Malformed("a message that gzip has not made");
  }
};
