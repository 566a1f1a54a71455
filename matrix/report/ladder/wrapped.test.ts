import { expect, test } from "vitest";
import { abridged, clipped, wrapped } from "./wrapped.ts";

test.for<[text: string, columns: number, lines: string[]]>([
  ["", 8, [""]],
  [" \n\t ", 8, [""]],
  ["one two", 8, ["one two"]],
  ["one  two\nthree", 8, ["one two", "  three"]],
  ["exactly8", 8, ["exactly8"]],
  ["exactly 8", 8, ["exactly", "  8"]],
  ["ninechars", 8, ["ninechar", "  s"]],
  ["a ninechars", 8, ["a", "  ninech", "  ars"]],
  ["漢字漢字漢", 8, ["漢字漢字", "  漢"]],
  ["a漢字漢字", 8, ["a漢字漢", "  字"]],
  ["😀😀😀 😀😀", 8, ["😀😀😀", "  😀😀"]],
  ["a\u001b[31m\u202eb", 20, ["ab"]],
  ["\ud800\u0000\u0600", 8, ["\ufffd\ufffd"]],
  ["✗→…─", 4, ["✗→…─"]],
])("%j in %i columns", ([text, columns, lines]) => {
  expect(wrapped(text, columns, "  ")).toEqual(lines);
});

test.for<[lines: string[], most: number, kept: string[]]>([
  [[], 2, []],
  [["a", "b"], 2, ["a", "b"]],
  [["a", "b", "c"], 2, ["a", "  …"]],
])("%j clipped to %i", ([lines, most, kept]) => {
  expect(clipped(lines, most, "  ")).toEqual(kept);
});

test.for<[text: string, most: number, lines: string[]]>([
  ["one two", 1, ["one two"]],
  ["one two three", 1, ["one two …"]],
  ["one twos three", 1, ["one twos …"]],
  ["one twofour three", 1, ["one …"]],
  ["one two three four five", 2, ["one two", "  three …"]],
  ["one two three four", 3, ["one two", "  three", "  four"]],
])("%j abridged to %i lines of 10 columns", ([text, most, lines]) => {
  expect(abridged(text, 10, most, "  ")).toEqual(lines);
});
