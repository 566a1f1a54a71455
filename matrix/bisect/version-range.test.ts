import { expect, test } from "vitest";
import { inRange, newestPatches, parseVersionRange } from "./version-range.ts";

test.for([
  ["go=1.64..1.85", { language: "go", oldest: "1.64", newest: "1.85" }],
  ["go=1.64.1..1.85.0", { language: "go", oldest: "1.64.1", newest: "1.85.0" }],
  ["go=1.64..", { language: "go", oldest: "1.64", newest: null }],
  ["my-own=..2", { language: "my-own", oldest: null, newest: "2" }],
  ["go@plugin=1.6..1.8", { language: "go", of: "plugin", oldest: "1.6", newest: "1.8" }],
  ["go=..", { language: "go", oldest: null, newest: null }],
  ["go=1.85..1.85.0", { language: "go", oldest: "1.85", newest: "1.85.0" }],
  ["go=1.85.3..1.85", { language: "go", oldest: "1.85.3", newest: "1.85" }],
] as const)("%s", ([text, range]) => {
  expect(parseVersionRange(text)).toEqual({ of: "", ...range, ends: ["client", "server"] });
});

test.for([
  ["client:go=1..2", ["client"]],
  ["server:go=1..2", ["server"]],
] as const)("%s is of one end", ([text, ends]) => {
  expect(parseVersionRange(text).ends).toEqual(ends);
});

test.for([
  ["go", "expected a language"],
  ["go=1.64", "expected a language"],
  ["go=1.64...1.85", "expected a language"],
  ["go=v1.64..v1.85", "expected a language"],
  ["peer:go=1..2", "expected a language"],
  ["go@=1..2", "expected a language"],
  ["go@1.6=1..2", "expected a language"],
  ["=1..2", "expected a language"],
  ["go=1.85..1.64", "1.85 is newer than 1.64"],
  ["go=1.10..1.9", "1.10 is newer than 1.9"],
] as const)("%s: %s", ([text, sentence]) => {
  expect(() => parseVersionRange(text)).toThrow(sentence);
});

const releases = ["1.9.0", "1.64.0", "1.64.1", "1.66.2", "1.85.0", "1.85.3", "2.0.0"];

test.for([
  ["everything", null, null, releases],
  ["minors", "1.64", "1.85", ["1.64.0", "1.64.1", "1.66.2", "1.85.0", "1.85.3"]],
  ["patches", "1.64.1", "1.85.0", ["1.64.1", "1.66.2", "1.85.0"]],
  ["one minor", "1.64", "1.64", ["1.64.0", "1.64.1"]],
  ["a major", null, "1", releases.slice(0, -1)],
  ["a bound that is not listed", "1.66.3", "1.85.0", ["1.66.3", "1.85.0"]],
  ["minors that are not listed", "1.86", "1.87", []],
] as const)("of %s", ([, oldest, newest, expected]) => {
  expect(inRange(releases, { oldest, newest })).toEqual(expected);
});

test("the newest patch of each minor version", () => {
  expect(newestPatches(releases)).toEqual(["1.9.0", "1.64.1", "1.66.2", "1.85.3", "2.0.0"]);
  expect(newestPatches([])).toEqual([]);
});
