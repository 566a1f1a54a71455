import { expect, test } from "vitest";
import { hostTakes } from "./host-takes.ts";

test.for([
  ["several versions", "5,6", ["5", "6"]],
  ["one", "1", ["1"]],
  ["none set", null, undefined],
  ["an empty list", "", undefined],
] as const)("hostTakes: %s", ([, variable, versions]) => {
  expect(hostTakes(variable)?.versions).toEqual(versions);
});
