import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { standings } from "./context.ts";
import { endpointIn, socketIn } from "./endpoint.ts";
import { withoutLinePrefix } from "./line-prefix.ts";
import { mapped } from "./mapped-text.ts";
import { normalised } from "./normalise.ts";
import { inPassedTests } from "./passed-tests.ts";
import { pauseIn } from "./pause.ts";
import { headingIn, hintIn, labelIn } from "./printer-hints.ts";
import { opensRecord, standsAlone } from "./record-beginning.ts";
import { recordNumbers } from "./records.ts";
import { inRules } from "./rule-blocks.ts";
import { mentionIn } from "./written-down.ts";

/** A text that is read in these lines, and what a line is like without it. */
const read = "connection refused";
const around = (line: string): string => line.replaceAll(read, "·".repeat(read.length));

const sourceOf = (text: string) => [
  {
    name: "-",
    text,
    reach: null,
    ending: "whole",
    pasted: { text, lineOf: (line: number) => line },
    lineOf: () => 1,
    textMatches: [],
  } as const,
];

/** Each step of reading a log, by itself. */
const steps: Readonly<Record<string, (text: string) => unknown>> = {
  normalised: (text) => normalised(text).text,
  prefix: (text) => withoutLinePrefix(mapped(text))?.text ?? null,
  record: (text) => [opensRecord(text), standsAlone(text), opensRecord("2026-11-21", text)],
  records: recordNumbers,
  rules: (text) => inRules(text.split("\n")),
  passed: (text) => inPassedTests(text.split("\n")),
  context: (text) =>
    standings(text.split("\n").map((line) => ({ line, around: around(line), goesOn: false }))),
  mention: (text) => [false, true].map((isSpoken) => mentionIn(around(text), isSpoken)),
  hint: (text) => ({
    hint: hintIn(text) ?? null,
    heading: headingIn(text) ?? null,
    label: labelIn(text) ?? null,
  }),
  endpoint: (text) => ({ endpoint: endpointIn(sourceOf(text)), socket: socketIn(sourceOf(text)) }),
  pause: (text) => pauseIn(text) ?? null,
};

/** What a step makes of a text. */
type Known = Readonly<{ step: string; text: string; gives: unknown }>;

const known = readFileSync(join(import.meta.dirname, "../../fixtures/texts/steps.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

test.for(known)("$step of $text", ({ step, text, gives }) => {
  expect(steps[step]?.(text)).toEqual(gives);
});
