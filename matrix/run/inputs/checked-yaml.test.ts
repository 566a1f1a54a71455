import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Misuse } from "../../domain/misuse.ts";
import { checkedYaml } from "./checked-yaml.ts";

const schema = z.strictObject({
  name: z.string(),
  list: z.array(z.strictObject({ size: z.number() })).optional(),
});

const read = (text: string) => checkedYaml(text, "a.yaml", schema);

test("what fits the schema is given back", () => {
  expect(read("name: n\nlist:\n  - size: 1\n  - { size: 2 }\n")).toEqual({
    name: "n",
    list: [{ size: 1 }, { size: 2 }],
  });
});

describe("the first fault is named with file, line and column", () => {
  test.for([
    ["a value of another type, at its key", "name: 7\n", /^a\.yaml:1:1: name: .*string/],
    [
      "a value deep inside",
      "name: n\nlist:\n  - size: 1\n  - size: two\n",
      /^a\.yaml:4:5: list\.1\.size: .*number/,
    ],
    ["an unknown key, at the key", "name: n\ncolour: red\n", /^a\.yaml:2:1: .*colour/],
    [
      "an unknown key deep inside",
      "name: n\nlist:\n  - size: 1\n    hue: 2\n",
      /^a\.yaml:4:5: list\.0: .*hue/,
    ],
    [
      "a missing field, at what lacks it",
      "name: n\nlist:\n  - {}\n",
      /^a\.yaml:3:5: list\.0\.size: /,
    ],
    ["a missing field of the whole", "list: []\n", /^a\.yaml:1:1: name: /],
    ["a list in place of the whole", "\n\n- name\n", /^a\.yaml:3:1: /],
    ["an empty file", "", /^a\.yaml:1:1: /],
    ["a file of comments", "# nothing\n", /^a\.yaml:\d+:\d+: /],
    ["broken YAML", "name: [\n", /^a\.yaml:\d+:\d+: /],
    ["a key twice", "name: n\nname: m\n", /^a\.yaml:2:1: .*unique/],
    ["a tab for indentation", "name: n\nlist:\n\t- size: 1\n", /^a\.yaml:3:\d+: /],
    ["two documents", "name: n\n---\nname: m\n", /^a\.yaml:\d+:\d+: .*multiple documents/],
    [
      "an alias of nothing",
      "name: n\nlist: *n\n",
      /^a\.yaml:2:7: the alias \*n names nothing that stands before it$/,
    ],
    ["an alias of what it stands in", "name: n\nlist: &l [*l]\n", /^a\.yaml:2:11: list\.0: /],
    [
      "many unknown keys, the first",
      "name: n\nk1: 1\nk2: 2\nk3: 3\n",
      /^a\.yaml:2:1: [^,]*"k1", and 2 more$/,
    ],
    [
      "aliases of aliases of aliases",
      `name: n\nlist:\n - &a [${"x,".repeat(20)}]\n - &b [${"*a,".repeat(20)}]\n - [${"*b,".repeat(20)}]\n`,
      /^a\.yaml:4:8: the alias \*a and those after it unfold to far more than is written/,
    ],
  ] as const)("%s", ([, text, message]) => {
    const fault = () => read(text);
    expect(fault).toThrow(Misuse);
    expect(fault).toThrow(message);
  });

  test("is one line", () => {
    for (const text of ["name: [\n", "name: {a: [b\n\n\n", "a: b: c\n"]) {
      let message = "";
      try {
        read(text);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^a\.yaml:\d+:\d+: [^\n]+$/);
    }
  });
});

test("a file that is too large is one sentence, and is not parsed", () => {
  const text = `a: [${"1,".repeat(2 ** 20)}`;
  expect(() => checkedYaml(text, "p.yaml", z.unknown())).toThrow(
    "p.yaml has 2.0 MiB, and such a file may have 1 MiB; name another, or write less into it",
  );
});

/** As long as a file may be. @param one - of many; numbers make them differ. */
const full = (begin: string, one: (at: number) => string): string => {
  const count = Math.floor((2 ** 20 - begin.length) / one(100_000).length);
  return begin + Array.from({ length: count }, (_, at) => one(at)).join("");
};

test.for([
  ["lists without an end", full("cross: ", () => "["), /^a\.yaml:1:70: nested deeper than 64 /],
  ["maps without an end", full("a: ", () => "{a: "), /^a\.yaml:1:\d+: nested deeper than 64 /],
  ["lists in lists", full("", () => "- "), /^a\.yaml:1:\d+: nested deeper than 64 /],
  ["keys of keys", full("", () => "? "), /^a\.yaml:1:\d+: nested deeper than 64 /],
  ["maps in maps", full("", (at) => `${" ".repeat(at)}a:\n`.slice(0, 2000)), /nested deeper/],
  ["keys", full("", (at) => `k${at}: 1\n`), /^a\.yaml:\d+:\d+: the file goes on after 20000 words/],
  ["keys in braces", full("a: {", (at) => `k${at}: 1,`), /^a\.yaml:1:\d+: the file goes on after /],
  ["the same key", full("", () => "a: 1\n"), /^a\.yaml:\d+:\d+: the file goes on after /],
  ["anchors", full("a:\n", (at) => ` - &x${at} 1\n - *x${at}\n`), /: the file goes on after /],
  ["aliases", full("a:\n - &x 1\n", () => " - *x\n"), /: the file goes on after /],
  ["faults", full("a: ", () => "]"), /^a\.yaml:1:\d+: the file goes on after /],
  ["commas", full("a: [", () => ","), /^a\.yaml:1:\d+: the file goes on after /],
  ["empty lines", full("", () => "\n"), /^a\.yaml:\d+:1: the file goes on after /],
  ["comments", full("", () => "# c\n"), /^a\.yaml:\d+:\d+: the file goes on after /],
  ["tabs", full("a:\n", () => "\t- x\n"), /^a\.yaml:\d+:\d+: the file goes on after /],
] as const)("a file full of %s is one sentence with a place", ([, text, message]) => {
  const fault = () => read(text);
  expect(fault).toThrow(Misuse);
  expect(fault).toThrow(message);
});

test("one long value is no fault", () => {
  expect(read(`name: |\n${full("", () => "  x\n").slice(8)}`).name).toHaveLength(2 ** 19 - 4);
});
