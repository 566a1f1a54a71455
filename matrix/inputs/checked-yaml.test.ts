import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Misuse } from "../domain/misuse.ts";
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
    ["an alias of nothing", "name: *n\n", /^a\.yaml:\d+:\d+: /],
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
