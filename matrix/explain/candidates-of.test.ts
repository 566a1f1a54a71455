import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText } from "../diagnose/read-texts.ts";
import type { Stack } from "../domain/fact.ts";
import type { Depth } from "../knowledge/fact-row.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOf } from "./candidates-of.ts";
import type { TextMatch } from "./text-match.ts";

/** What a stack's program says, and all that one thing in it can come from. */
type Known = Pick<TextMatch, "by" | "acting" | "quote"> &
  Readonly<{
    stack: Stack;
    text: string;
    /** The path of the only peer. */
    socket: string | null;
    /** null where it states no fault. */
    reading: Readonly<{
      depth: Depth;
      candidates: readonly (readonly [
        Candidate["code"],
        Candidate["side"],
        Candidate["decided"],
      ])[];
    }> | null;
  }>;

const known = readFileSync(
  join(import.meta.dirname, "../../fixtures/texts/candidates.jsonl"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

/** As a log has it. */
const place = { context: "printed", source: "-", line: 1, record: "-:1" } as const;

test.for(known)("$by says: $text", ({ stack, text, by, acting, quote, socket, reading }) => {
  const read = readText(text, { stack }).find((one) => one.quote === quote);
  const found = read && candidatesOf({ ...read, ...place, by, acting, around: text }, socket);
  const candidates = found?.candidates.map(({ code, side, decided }) => [code, side, decided]);
  expect(read).toBeDefined();
  expect(found ? { depth: found.depth, candidates } : null).toEqual(reading);
});
