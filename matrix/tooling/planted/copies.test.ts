import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Edit, Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { behaviours } from "../../behaviours/behaviours.ts";
import { pluginBehaviours } from "../../behaviours/plugin/plugin-behaviours.ts";
import { places } from "../../places.ts";
import { changedFiles, copyName } from "./copies.ts";
import { languages } from "./languages.ts";
import { ends } from "./preset.ts";

const names = [...behaviours, ...pluginBehaviours].map(({ name }) => name);

/** Of a variant, and of what its build folder is called. */
const longestName = 60;

describe.for(languages)("the table of $name", ({ name, rows }) => {
  const planted = rows.filter((row) => row.kind === "planted");

  test("changes what stands in the harness", () => {
    const read = (file: string) => readFileSync(join(places.harness, name, file), "utf8");
    for (const row of planted) expect(changedFiles(row, read).size).toBeGreaterThan(0);
  });

  test.for(ends)("has a row for every behaviour of a %s", (end) => {
    const own = rows.filter((row) => row.end === end);
    const shown = own.flatMap((row) => (row.kind === "planted" ? row.shows : []));
    const without = own.flatMap((row) => (row.kind === "not-possible" ? row.behaviours : []));
    expect([...new Set(shown), ...without].toSorted()).toEqual(names.toSorted());
  });

  test("has a name for each copy", () => {
    const copies = planted.map(copyName);
    expect(copies).toEqual([...new Set(copies)]);
    expect(copies.filter((copy) => copy.length > longestName)).toEqual([]);
  });
});

const rowWith = (...edits: readonly Edit[]): Planted => ({
  kind: "planted",
  end: "server",
  name: "row",
  shows: ["gzip"],
  edits,
});
const source = () => "one two two\n";

test("all edits of a file are made", () => {
  const row = rowWith(
    { file: "a", text: "one", replacement: "1 $& and" },
    { file: "a", text: "two two", replacement: "2" },
    { file: "b", text: "one ", replacement: "" },
  );
  expect([...changedFiles(row, source)]).toEqual([
    ["a", "1 $& and 2\n"],
    ["b", "two two\n"],
  ]);
});

test.for([
  { text: "three", fault: "server-row: its text stands not in a: three" },
  { text: "two", fault: "server-row: its text stands 2 times in a: two" },
])("a text that stands not once is an error: $text", ({ text, fault }) => {
  const row = rowWith({ file: "a", text, replacement: "" });
  expect(() => changedFiles(row, source)).toThrow(fault);
});
