import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact, Role, Stack } from "../../domain/fact.ts";
import { textTable } from "./text-table.ts";

/** A text of a stack, and all that is to be read in it. */
type Known = Readonly<{
  by: Stack;
  text: string;
  reads: readonly (Fact & Readonly<{ stack: Stack; role: Role | null; quote: string }>)[];
}>;

const file = join(import.meta.dirname, "../../../fixtures/texts/readings.jsonl");

const known = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

const readings = (text: string, by: Stack): Known["reads"] =>
  readText(text, { stack: by }).map(({ stack, role, fact, quote }) => ({
    stack,
    role,
    ...fact,
    quote,
  }));

test.for(known)("$by: $text", ({ text, by, reads }) => {
  expect(readings(text, by)).toEqual(reads);
});

test("each row's example is among them", () => {
  const texts = new Set(known.map(({ by, text }) => `${by}: ${text}`));
  const missing = textTable.filter(({ stack, example }) => !texts.has(`${stack}: ${example}`));
  expect(
    missing.map(({ stack, example }) =>
      JSON.stringify({ by: stack, text: example, reads: readings(example, stack) }),
    ),
  ).toEqual([]);
});
