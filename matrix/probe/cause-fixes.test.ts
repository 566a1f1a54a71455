import { expect, test } from "vitest";
import { causes } from "../knowledge/causes.ts";
import { causeFixes } from "./cause-fixes.ts";

const { fix } = causes["authority-rejected"];

test.for([
  {
    of: "a case with a remedy",
    cause: { code: "authority-rejected", remedy: "say b.test" },
    stacks: [],
    lines: ["fix: say b.test"],
  },
  {
    of: "a case without",
    cause: { code: "authority-rejected", remedy: null },
    stacks: [],
    lines: [`fix: ${fix.any}`],
  },
  {
    of: "stacks of one library, and one that has no way of its own",
    cause: { code: "authority-rejected", remedy: null },
    stacks: ["go", "node", "node:bun"],
    lines: [`fix: ${fix.any}`, `fix in go: ${fix.go}`, `fix in node: ${fix.node}`],
  },
  {
    of: "no known cause",
    cause: { code: "undiagnosed", remedy: null },
    stacks: ["go"],
    lines: [],
  },
] as const)("$of", ({ cause, stacks, lines }) => {
  expect(causeFixes(cause, stacks)).toEqual(lines);
});
