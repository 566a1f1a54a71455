import { expect, test } from "vitest";
import { cellResult } from "../../tooling/test/results.ts";
import { hasChangedProgram } from "./changed-programs.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const;

const now = new Map([
  ["go", { digest: digest("a") }],
  ["python", { digest: digest("b") }],
]);

test.for([
  ["the same", { client: digest("a"), server: digest("b") }, false],
  ["another client", { client: digest("0"), server: digest("b") }, true],
  ["another server", { client: digest("a"), server: digest("0") }, true],
  ["not known then", { client: null, server: null }, false],
] as const)("%s", ([, programs, changed]) => {
  expect(hasChangedProgram({ ...cellResult("go/python/none"), programs }, now)).toBe(changed);
});

test("not known now", () => {
  const programs = { client: digest("0"), server: digest("0") };
  expect(hasChangedProgram({ ...cellResult("go/python/none"), programs }, new Map())).toBe(false);
});
