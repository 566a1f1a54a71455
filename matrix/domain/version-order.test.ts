import { expect, test } from "vitest";
import { compareVersions } from "./version-order.ts";

test.for([
  ["1.9", "1.10", -1],
  ["1.10", "1.9", 1],
  ["1.2", "1.2.0", 0],
  ["1.2.1", "1.2", 1],
  ["2", "1.99.99", 1],
  ["v1.61.0", "1.61", 0],
  ["1.85.1-rc1", "1.85.1", 0],
  ["bundled with grpcio 1.85.1", "1.85.1", 0],
  ["unknown", "0", 0],
] as const)("%s against %s", ([a, b, sign]) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});
