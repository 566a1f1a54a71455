import fc from "fast-check";
import { expect, test } from "vitest";
import { rowWords } from "../diagnose/possible-rows.ts";
import { parseExpression } from "./parse-expression.ts";
import { requiredWords } from "./required-words.ts";
import { WordFinder } from "./word-finder.ts";

test.for<readonly [RegExp, readonly string[] | null]>([
  [/connection refused/, ["connection"]],
  [/Connection Refused/i, ["connection"]],
  [/(?:alpha|beta) \d/, ["alpha", "beta"]],
  [/(?:alpha|\d) \d/, null],
  [/(?:alpha)?/, null],
  [/(?:alpha){2}/, ["alpha"]],
  [/a.b/, null],
  [/colou?r/, ["colo"]],
  [/(?<=connect )\S/, ["connect"]],
  [/(?<!connect )\S/, null],
  [/\bEOF\b/, [" eof "]],
  [/EOF\b/, ["eof"]],
  [/连接/, ["连接"]],
])("%s", ([expression, words]) => {
  expect(requiredWords(parseExpression(expression))).toEqual(words);
});

test("every row's example holds one of its words", () => {
  for (const { row, words } of rowWords()) {
    if (words === null) continue;
    const found = new WordFinder(words).in(row.example);
    expect(found.size, `${row.pattern} needs ${words}`).toBeGreaterThan(0);
  }
});

test("few rows need no word", () => {
  expect(rowWords().filter(({ words }) => words === null).length).toBeLessThan(24);
});

test("a word is found wherever it stands, also in parts", () => {
  const finder = new WordFinder(["certificate", "eof", "拒绝", "handshakefailed"]);
  const around = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(around, around, (before, after) => {
      expect([...finder.in(`${before} CERTI-\n  ficate ${after}`)]).toContain(0);
      expect([...finder.in(`${before}eof${after}`)]).toContain(1);
      expect([...finder.in(`${before}拒绝${after}`)]).toContain(2);
    }),
  );
  expect([...finder.in("certificat shake failed e o x")]).toEqual([]);
});
