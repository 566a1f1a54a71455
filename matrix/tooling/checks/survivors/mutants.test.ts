import { expect, test } from "vitest";
import { edited, type Mutant } from "./mutant.ts";
import { withoutAlternative } from "./without-alternative.ts";
import { withoutCause } from "./without-cause.ts";
import { withoutCheck } from "./without-check.ts";
import { withoutRow } from "./without-row.ts";

type Without = (file: string, text: string) => readonly Mutant[];

/** Each mutant's text. */
const all = (without: Without, text: string) =>
  without("a.ts", text).map(({ edit }) => edited(text, [edit]));

test.for<readonly [string, Without, string, readonly string[]]>([
  [
    "words",
    withoutRow,
    'const a = ["x", "y"];',
    ['const a = [...[], "y"];', 'const a = ["x", ...[]];'],
  ],
  ["rows", withoutRow, 'const a = f([["x", 1]]);', ["const a = f([...[]]);"]],
  [
    "what is spread",
    withoutRow,
    "const a = [...b, ...c([d])];",
    ["const a = [...b, ...c([...[]])];"],
  ],
  ["a tuple", withoutRow, 'const a = ["x", { b: 1 }];', []],
  ["a list in a function", withoutRow, "const f = () => [a];", []],
  ["rows in a function", withoutRow, "const f = () => g([[a]]);", ["const f = () => g([...[]]);"]],
  [
    "a record",
    withoutRow,
    "const a: Readonly<Record<string, B>> = { x: 1, y: [2] };",
    [
      "const a: Readonly<Record<string, B>> = { ...{}, y: [2] };",
      "const a: Readonly<Record<string, B>> = { x: 1, ...{} };",
      "const a: Readonly<Record<string, B>> = { x: 1, y: [...[]] };",
    ],
  ],
  [
    "what satisfies one",
    withoutRow,
    "const a = { x: 1 } as const satisfies Record<string, B>;",
    ["const a = { ...{} } as const satisfies Record<string, B>;"],
  ],
  ["a thing", withoutRow, "const a: Fact = { fact: x };", []],
  ["a fix", withoutRow, 'const a: C = { fix: { go: "x" } };', ["const a: C = { fix: { ...{} } };"]],
  [
    "a check",
    withoutCheck,
    'const a: C = { check: { look: "x" } };',
    ["const a: C = { check: { look: null } };"],
  ],
  [
    "a cause of a row",
    withoutCause,
    'const a = [{ causes: ["x", "y"] }];',
    ['const a = [{ causes: [...[], "y"] }];', 'const a = [{ causes: ["x", ...[]] }];'],
  ],
  ["no check", withoutCheck, "const a: C = { check: { look: null } };", []],
  ["alternatives", withoutAlternative, "f(/a|b/i);", ["f(/(?!)|b/i);", "f(/a|(?!)/i);"]],
  [
    "those of a group",
    withoutAlternative,
    "f(/x(?:a|b)/);",
    ["f(/x(?:(?!)|b)/);", "f(/x(?:a|(?!))/);"],
  ],
  [
    "the outermost alone",
    withoutAlternative,
    "f(/a(?:b|c)|d/);",
    ["f(/(?!)|d/);", "f(/a(?:b|c)|(?!)/);"],
  ],
  ["what is excluded", withoutAlternative, "f(/(?<!x)a(?!y)/);", ["f(/a(?!y)/);", "f(/(?<!x)a/);"]],
  ["a bar that parts nothing", withoutAlternative, String.raw`f(/[a|b]\|/);`, []],
])("without each of: %s", ([, without, text, mutants]) => {
  expect(all(without, text)).toEqual(mutants);
});

test("a mutant says where it is and what is taken out", () => {
  const [mutant] = withoutRow("a.ts", 'const a = [\n  [\n    /b/,\n    "b",\n  ],\n];');
  expect(mutant).toMatchObject({ file: "a.ts", line: 2, what: '[ /b/, "b", ]' });
});
