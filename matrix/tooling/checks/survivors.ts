// Shows that every row and every pattern of the diagnosis is there for a reason that a test knows: `npm run survivors`.
// Each is taken out in turn, and the tests that could see it are run up to the first that fails; what can be taken out with
// no test failing survives. `--only <path>`: of the files whose paths begin so; `--changed`: of the files that differ from the
// last commit. Exit 0 if none survives, 1 if some do, 2 if that could not be found out. All of them take two idle processors
// some 25 minutes, those of one file some seconds to two minutes.
//
// A general tool for this (Stryker) takes out whole arrays, no row and no alternative, and starts all tests again for each
// constant of a module. Here modules are evaluated in this process, and anew only those that what is taken out touches.
import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { execa } from "execa";
import { Eventual } from "../../limits/eventual.ts";
import { places } from "../../places.ts";
import type { Case } from "./survivors/judge.ts";
import type { Mutant } from "./survivors/mutant.ts";
import { type Subject, subjects } from "./survivors/subjects.ts";
import { testsSeeing } from "./survivors/tests-seeing.ts";
import { withoutAlternative } from "./survivors/without-alternative.ts";

/** Many times what all tests take that one can be shown to. */
const limitMs = 20 * 60_000;

/** @param isAsked - of a file. */
const cases = async (isAsked: (file: string) => boolean): Promise<readonly Case[]> => {
  const all: Case[] = [];
  for (const subject of subjects) {
    const files = found([subject.files]).filter(
      (file) => !file.endsWith(".test.ts") && isAsked(file),
    );
    const testFiles = found(subject.tests);
    const whole = testFiles.map((file) => ({ file, only: null }));
    const mutants = (without: Subject["without"][number]) =>
      files.flatMap((file) => without(file, readFileSync(`${places.root}/${file}`, "utf8")));
    for (const without of subject.without) {
      if (without !== withoutAlternative) {
        all.push(...mutants(without).map((mutant) => ({ mutant, tests: whole })));
        continue;
      }
      const cut = mutants(without);
      if (cut.length === 0) continue;
      const seeing = await testsSeeing(new Set(files), testFiles);
      all.push(...cut.map((mutant) => ({ mutant, tests: seeing(mutant) })));
    }
  }
  return all;
};

const found = (globs: readonly string[]): readonly string[] =>
  globs.flatMap((glob) => globSync(glob, { cwd: places.root }).sort());

const changed = async (): Promise<ReadonlySet<string>> => {
  const { stdout } = await execa(
    "git",
    ["status", "--porcelain", "--no-renames", "--untracked-files=all"],
    { cwd: places.root },
  );
  return new Set(stdout.split("\n").map((line) => line.slice(3)));
};

type Answer = Readonly<{ survives: boolean } | { fault: string }>;

/**
 * @param tell - given each that survives, when it is known: a run that is cut off has said what it found.
 * @returns how many survive.
 */
const survivorsOf = async (
  all: readonly Case[],
  tell: (mutant: Mutant) => void,
): Promise<number> => {
  const waiting = all.values();
  let count = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./survivors/worker.ts", import.meta.url));
    try {
      for (const one of waiting) {
        const answer = Eventual.when<Answer>((settle, fail) => {
          worker.once("message", settle).once("error", fail);
          worker.once("exit", () => fail(new Error("the tests ended the thread that they ran in")));
        });
        worker.postMessage(one);
        const { file, line, what } = one.mutant;
        const said = await answer.within(
          limitMs,
          `the end of the tests without ${what} of ${file}:${line}`,
        );
        if ("fault" in said) throw new Error(said.fault);
        if (said.survives) {
          count += 1;
          tell(one.mutant);
        }
        worker.removeAllListeners("error").removeAllListeners("exit");
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return count;
};

const main = async (): Promise<number> => {
  const begun = performance.now();
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: "" },
      changed: { type: "boolean", default: false },
    },
  });
  const differing = values.changed ? await changed() : null;
  const all = await cases((file) => file.startsWith(values.only) && (differing?.has(file) ?? true));
  if (all.length === 0 && !values.changed) {
    throw new Error(`no row and no pattern in a file whose path begins with ${values.only}`);
  }
  const survivors = await survivorsOf(all, ({ file, line, what }) => {
    process.stdout.write(`${file}:${line}: ${what}\n`);
  });
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(`${all.length} rows and patterns, ${survivors} survive (${seconds} s)\n`);
  return survivors === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
