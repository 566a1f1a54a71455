import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../../places.ts";
import { collectedBy, passes, vitest } from "./collected-tests.ts";
import { ModuleLoader } from "./module-loader.ts";
import { WatchedPatterns, watchedModule, withWatchedCopies } from "./watched-patterns.ts";

/** Modules of a project, by their paths. */
const loaderOf = (files: Readonly<Record<string, string>>, more: object = {}) =>
  new ModuleLoader((path) => files[path] ?? "", { vitest, ...more });

const table = 'export const words: readonly string[] = ["a", "b"];';
const user =
  'import { words } from "./table.ts"; export const has = (w: string) => words.includes(w);';

test("what imports a changed module is evaluated again, and as it was when that is over", async () => {
  const loader = loaderOf({
    "/table.ts": table,
    "/user.ts": user,
    "/other.ts": "export const at = {};",
  });
  const has = (word: string) => (loader.load("/user.ts") as { has(w: string): boolean }).has(word);
  const other = loader.load("/other.ts");
  expect(has("a")).toBe(true);
  await loader.with("/table.ts", table.replace('"a"', "...[]"), async () => {
    expect([has("a"), has("b")]).toEqual([false, true]);
  });
  expect(has("a")).toBe(true);
  expect(loader.load("/other.ts")).toBe(other);
  expect([...loader.dependents("/table.ts")]).toEqual(["/table.ts", "/user.ts"]);
});

test("a module knows where it is", () => {
  const loader = loaderOf({
    [join(places.root, "a.ts")]: "export const at = import.meta.dirname;",
  });
  expect(loader.load(join(places.root, "a.ts"))).toMatchObject({ at: places.root });
});

test("tests are found and judged as vitest does", async () => {
  const loader = loaderOf({
    "/a.test.ts": `
      import { describe, expect, onTestFinished, test } from "vitest";
      test("passes", () => { expect(1).toBe(1); });
      test("fails", () => { expect(1).toBe(2); });
      test.for([1, 2])("%s is one", (n) => { expect(n).toBe(1); });
      test.skipIf(true)("is left out", () => { throw new Error(); });
      describe("later", () => {
        test("fails in the end", async () => { await null; throw new Error(); });
      });
      test("what follows is done", () => { onTestFinished(() => { throw new Error("followed"); }); });
    `,
  });
  const tests = collectedBy(() => loader.load("/a.test.ts"));
  const judged = [];
  for (const one of tests.slice(0, -1)) judged.push([one.name, await passes(one)]);
  expect(judged).toEqual([
    ["passes", true],
    ["fails", false],
    ["%s is one", true],
    ["%s is one", false],
    ["fails in the end", false],
  ]);
  const [last] = tests.slice(-1);
  await expect(last && passes(last)).rejects.toThrow("followed");
});

test("a watched pattern notes which tests an alternative makes a difference in", () => {
  const patterns = new WatchedPatterns();
  const text =
    "export const found = (t: string) => [...t.matchAll(/xa|xb/g)].length; const n = /xc|y/;";
  const loader = loaderOf(
    { "/a.ts": patterns.watch("a.ts", text) },
    { [watchedModule]: patterns.exports() },
  );
  const { found } = loader.load("/a.ts") as { found(t: string): number };
  for (const said of ["xa", "xb xa", "y"]) {
    patterns.test = said;
    found(said);
  }
  const seeing = (part: string) => {
    const from = text.indexOf(part);
    return patterns.seeing("a.ts", { from, to: from + part.length, instead: "" });
  };
  expect(seeing("xa")).toEqual(new Set(["xa", "xb xa"]));
  expect(seeing("xb")).toEqual(new Set(["xb xa"]));
  expect(seeing("xc")).toBeNull();
});

test("a copy of a watched pattern is watched, with flags of its own", () => {
  const patterns = new WatchedPatterns();
  const text = "export const pattern = /xa|xb/;";
  const loader = loaderOf(
    {
      "/a.ts": patterns.watch("a.ts", text),
      "/b.ts": withWatchedCopies(
        'import { pattern } from "./a.ts"; export const all = (t: string) => t.match(new RegExp(pattern, "g"));',
      ),
    },
    { [watchedModule]: patterns.exports() },
  );
  const { all } = loader.load("/b.ts") as { all(t: string): readonly string[] };
  patterns.test = "both";
  expect(all("xa xb")).toEqual(["xa", "xb"]);
  const from = text.indexOf("xa");
  expect(patterns.seeing("a.ts", { from, to: from + 2, instead: "" })).toEqual(new Set(["both"]));
});
