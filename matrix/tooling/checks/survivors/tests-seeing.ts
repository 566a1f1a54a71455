import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { places } from "../../../places.ts";
import { collectedBy, passes, vitest } from "./collected-tests.ts";
import type { Tests } from "./judge.ts";
import { ModuleLoader } from "./module-loader.ts";
import type { Mutant } from "./mutant.ts";
import { WatchedPatterns, watchedModule, withWatchedCopies } from "./watched-patterns.ts";

/**
 * Runs tests once, and notes in which of them each alternative of the files' patterns makes a difference.
 *
 * @param files - relative to the project's root, as `testFiles`.
 * @returns the tests that may see a mutant of a pattern.
 */
export const testsSeeing = async (
  files: ReadonlySet<string>,
  testFiles: readonly string[],
): Promise<(mutant: Mutant) => readonly Tests[]> => {
  const patterns = new WatchedPatterns();
  const loader = new ModuleLoader(
    (path) => {
      const text = readFileSync(path, "utf8");
      const file = relative(places.root, path);
      return withWatchedCopies(files.has(file) ? patterns.watch(file, text) : text);
    },
    { vitest, [watchedModule]: patterns.exports() },
  );
  for (const file of testFiles) {
    // What is matched before the tests begin concerns all of them.
    patterns.test = file;
    const tests = collectedBy(() => loader.load(join(places.root, file)));
    for (const [place, test] of tests.entries()) {
      patterns.test = `${file}:${place}`;
      await passes(test);
    }
  }
  return ({ file, edit }) => {
    const seeing = patterns.seeing(file, edit);
    if (seeing === null) return testFiles.map((test) => ({ file: test, only: null }));
    return testFiles.flatMap((test): readonly Tests[] => {
      if (seeing.has(test)) return [{ file: test, only: null }];
      const only = [...seeing]
        .filter((one) => one.startsWith(`${test}:`))
        .map((one) => Number(one.slice(test.length + 1)));
      return only.length === 0 ? [] : [{ file: test, only }];
    });
  };
};
