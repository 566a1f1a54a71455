import { expect, test } from "vitest";
import { grpcStatusNamed } from "./grpc-status.ts";

test.for([
  ["0", "OK"],
  ["14", "UNAVAILABLE"],
  ["05", "NOT_FOUND"],
  ["17", undefined],
  ["", undefined],
  [" ", undefined],
  ["0x0", undefined],
  ["1e0", undefined],
  ["16.0", undefined],
  ["-0", undefined],
] as const)("grpc-status %j is %s", ([text, name]) => {
  expect(grpcStatusNamed(text)).toBe(name);
});
