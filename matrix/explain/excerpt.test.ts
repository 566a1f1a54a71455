import { expect, test } from "vitest";
import { textTable } from "../knowledge/texts/text-table.ts";
import { type Excerpt, ExcerptTaker } from "./excerpt.ts";
import { explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";
import { LineSieve } from "./line-sieve.ts";
import { pauseIn } from "./pause.ts";

const taken = (text: string, piece = 1000): Excerpt => {
  const taker = new ExcerptTaker();
  for (let at = 0; at < text.length; at += piece) taker.push(text.slice(at, at + piece));
  return taker.end();
};

const tellingLines = (text: string): readonly number[] => {
  const lines: number[] = [];
  const sieve = new LineSieve(
    ({ line }) => lines.push(line),
    () => {},
  );
  sieve.push(text);
  sieve.end();
  return lines;
};

/** Lines that tell nothing. */
const dull = (count: number): string => "ab qz 0 1\n".repeat(count);

const refused = "dial tcp 10.0.0.7:443: connect: connection refused";

test("every known text is in a telling line", () => {
  const missed = textTable.filter(({ example }) => tellingLines(example).length === 0);
  expect(missed.map(({ example }) => example)).toEqual([]);
});

test.for<readonly [string, string]>([
  ["broken by a line's end", "dial tcp 10.0.0.7:443: connec\n   t: connection ref\nused"],
  ["coloured within a word", "qz ref\x1b[01;31mus\x1b[0med"],
  ["marked within a word", "qz ref<b>us</b>ed"],
  ["with references", "&#114;efused"],
  ["with escapes", "\\u62d2\\u7edd\\u8fde"],
  ["with zeros within", "r\0e\0f\0u\0s\0e\0d"],
])("a text %s is in a telling line", ([, text]) => {
  expect(tellingLines(text).length).toBeGreaterThan(0);
});

test.for([
  ["", 0],
  ["up", 1],
  ["up\n", 1],
  ["up\n\n", 2],
  ["up\ndown", 2],
] as const)("lines of %j", ([text, lines]) => {
  expect(taken(text).reach).toEqual({ lines, units: text.length, cut: null, left: null });
});

test("a short text is read in whole", () => {
  const text = `${dull(100)}${refused}\n`;
  expect(taken(text).text).toBe(text);
});

test.for([1000, 65_536, 10_000_000])("of a long one, what tells, by pieces of %d", (piece) => {
  const excerpt = taken(`${dull(50_000)}${refused}\n${dull(50_000)}EOF: unexpected EOF`, piece);
  const lines = excerpt.text.split("\n");
  expect(excerpt.text.length).toBeLessThan(2000);
  expect(excerpt.reach).toEqual({ lines: 100_002, units: 1_000_070, cut: null, left: null });
  expect(excerpt.lineOf(lines.indexOf(refused) + 1)).toBe(50_001);
  expect(excerpt.lineOf(lines.findIndex((line) => line.startsWith("EOF")) + 1)).toBe(100_002);
});

test("lines are counted through long ones", () => {
  const excerpt = taken(`${"z".repeat(50_000)}\n${"1".repeat(50_000)}\n${refused}\n`);
  expect(excerpt.lineOf(excerpt.text.split("\n").indexOf(refused) + 1)).toBe(3);
});

/** A word of letters alone, another for each number. */
const word = (index: number): string =>
  [...index.toString().padStart(5, "0")].map((digit) => "bcdfghjklm"[Number(digit)]).join("");

test("of too many kinds the first and the last are read, and the others counted", () => {
  const kinds = Array.from({ length: 3000 }, (_, index) => `failed ${word(index)}`);
  const { text, reach } = taken(`${dull(5000)}${kinds.join("\n")}\n`);
  expect(text).toContain(kinds[0]);
  expect(text).toContain(kinds.at(-1));
  const { count = 0, from = 0, to = 0 } = reach.left ?? {};
  expect(count).toBeGreaterThan(1000);
  expect(count).toBeLessThan(3000);
  expect([from > 5001, to < 8000]).toEqual([true, true]);
});

test.for([
  "shop: reconnected to 10.0.0.7:443",
  "shop: connection to 10.0.0.7:443 established",
  "shop: sync with 10.0.0.7:443 succeeded",
])("what ended a fault is read of a long text, too: %s", (end) => {
  const text = `${dull(5000)}shop: ${refused}\n${dull(500)}${end}\n${dull(500)}`;
  expect(explain([{ name: "-", ...taken(text) }]).tells).toBe("over");
});

test("what two stretches have in common takes room once", () => {
  const lines = Array.from({ length: 200 }, (_, at) => `failed ${word(at)} qz qz qz qz qz qz`);
  const { text, reach } = taken(`${dull(5000)}${lines.join("\n")}\n`);
  expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  expect(reach.left).toBeNull();
});

test("what is the same but for its times is no other kind, and its last is kept", () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `12:${at % 60}:00 ${refused}`);
  const { text, reach } = taken(lines.join("\n"));
  expect(reach.left).toBeNull();
  expect(text.endsWith(`${lines.at(-1)}\n`)).toBe(true);
});

test("what was not read is said, and nothing is denied of it", () => {
  const kinds = Array.from({ length: 3000 }, (_, index) => `failed ${word(index)}`).join("\n");
  const said = explanationText(explain([{ name: "-", ...taken(kinds) }]));
  expect(said).toMatch(/^No known error message found in what was read\./);
  expect(said).toMatch(
    /\nnot read:\n {3}\d+ lines between lines \d+ and \d+ that may tell something/,
  );
  const all = explanationText(explain([{ name: "-", ...taken(dull(5000)) }]));
  expect(all).toMatch(/^No known error message found\./);
  expect(all).not.toContain("not read");
});

test("a gap is no pause", () => {
  const at = (time: string, text: string) => `2026-11-21 ${time} ${text}\n`;
  const text = `${at("10:00:00", "connection reset by peer")}${dull(5000)}${at("12:00:00", "error: broken pipe")}`;
  expect(pauseIn(text)?.seconds).toBe(7200);
  expect(pauseIn(taken(text).text)).toBeUndefined();
});
