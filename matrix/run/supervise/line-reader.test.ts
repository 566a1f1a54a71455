import { describe, expect, test } from "vitest";
import { lineReader } from "./line-reader.ts";

/** What a reader said of chunks, in order; `!` for an overlong line. */
const said = (limit: number, chunks: readonly (string | Buffer)[]): readonly string[] => {
  const heard: string[] = [];
  const read = lineReader(
    limit,
    (line) => heard.push(line),
    () => heard.push("!"),
  );
  for (const chunk of chunks) read(Buffer.from(chunk));
  return heard;
};

const word = Buffer.from("größe→\n");

describe("lines", () => {
  test.for<readonly [string, readonly (string | Buffer)[], readonly string[]]>([
    ["one a chunk", ["a\n", "b\n"], ["a", "b"]],
    ["several in a chunk", ["a\nb\nc\n"], ["a", "b", "c"]],
    ["one over several chunks", ["a", "b", "", "c\nd\n"], ["abc", "d"]],
    ["empty ones", ["\n\na\n"], ["", "", "a"]],
    ["ends of Windows", ["a\r\nb\r", "\n"], ["a", "b"]],
    ["a carriage return within", ["a\rb\n"], ["a\rb"]],
    ["the last one without its end is not told", ["a\nb"], ["a"]],
    ["characters cut anywhere", [...word].map((byte) => Buffer.from([byte])), ["größe→"]],
  ])("%s", ([, chunks, lines]) => {
    expect(said(100, chunks)).toEqual(lines);
  });
});

describe("a line over the limit", () => {
  test.for<readonly [string, readonly string[], readonly string[]]>([
    ["at the limit it is a line", ["12345\n"], ["12345"]],
    ["at the limit over chunks too", ["123", "45", "\n"], ["12345"]],
    ["lines of a chunk are measured each", ["1234\n1234\n1234\n"], ["1234", "1234", "1234"]],
    ["an unfinished one", ["123456"], ["!"]],
    ["over chunks", ["123", "456"], ["!"]],
    ["told once, and what follows is dropped", ["123456", "7", "\nnext\n"], ["!"]],
    ["finished in one chunk", ["123456\nnext\n"], ["!"]],
    ["finished over chunks", ["1234", "56\nnext\n"], ["!"]],
    ["after good lines", ["a\n123456"], ["a", "!"]],
  ])("%s", ([, chunks, heard]) => {
    expect(said(5, chunks)).toEqual(heard);
  });
});
