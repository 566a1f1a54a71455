import {
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { besideBuild, lastUsed, touchRecord } from "../../run/supervise/build-record.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { clean } from "./clean.ts";
import type { Cleanable } from "./cleanable.ts";

/** A build folder, and results with these files. */
const made = (...files: readonly string[]) => {
  const folder = temporaryFolder();
  const [builds, out] = [join(folder, "build"), join(folder, "results")];
  for (const path of [join(builds, "server"), ...files.map((file) => join(out, file))]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  return { folder, out, options: { out, own: { builds, recordings: join(out, "taps") } } };
};

const everything = ["run-1/plan.json", "run-2/plan.json", "taps/tap-1/diagnosis.json"];

test.for<readonly [readonly Cleanable[], readonly string[]]>([
  [["builds"], ["results", "results/latest", "results/run-1", "results/run-2", "results/taps"]],
  [["results"], ["build", "results", "results/taps"]],
  [["recordings"], ["build", "results", "results/latest", "results/run-1", "results/run-2"]],
  [["results", "recordings"], ["build"]],
  [["builds", "results", "recordings"], []],
])("%s are deleted, and nothing else", async ([what, left]) => {
  const { folder, out, options } = made(...everything);
  symlinkSync("run-2", join(out, "latest"));
  expect(await clean(what, options, { out: () => {} })).toBe(0);
  const paths = [
    ...readdirSync(folder),
    ...(existsSync(out) ? readdirSync(out).map((name) => `results/${name}`) : []),
  ];
  expect(paths.sort()).toEqual([...left].sort());
});

test.for([
  [["run-1/plan.json"], (out: string) => `deleted ${join(out, "run-1")}\n`],
  [[], () => "nothing to delete\n"],
  [
    [1, 2, 3, 4, 5].map((at) => `run-${at}/plan.json`),
    (out: string) =>
      `deleted ${[1, 2, 3].map((at) => join(out, `run-${at}`)).join(", ")} and 2 more\n`,
  ],
] as const)("says what of %j it deleted", async ([files, sentence]) => {
  const { out, options } = made(...files);
  let said = "";
  await clean(["results"], options, { out: (text) => (said += text) });
  expect(said).toBe(sentence(out));
});

test("a latest that is no link is somebody else's", async () => {
  const { out, options } = made("run-1/plan.json", "latest/thesis.md");
  await expect(clean(["results"], options, { out: () => {} })).rejects.toThrow(
    `${join(out, "latest")} is a folder, where this tool has a link`,
  );
  expect(existsSync(join(out, "latest", "thesis.md"))).toBe(true);
});

test("beside somebody else's files nothing is deleted", async () => {
  const { out, options } = made("run-1/plan.json", "thesis/chapter-1.md");
  await expect(clean(["builds", "results"], options, { out: () => {} })).rejects.toThrow(
    `${join(out, "thesis")} is no run of this tool; move it away or name another folder with --out`,
  );
  const paths = [options.own.builds, join(out, "run-1"), join(out, "thesis")];
  expect(paths.map((path) => existsSync(path))).toEqual([true, true, true]);
});

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000);

/** A build that was used so long ago; without a record it was never finished. */
const builtDaysAgo = (build: string, days: number, isFinished = true) => {
  mkdirSync(build, { recursive: true });
  const record = besideBuild(build, "records");
  mkdirSync(dirname(record), { recursive: true });
  const files = isFinished ? [record] : [];
  for (const file of files) writeFileSync(file, "{}");
  for (const file of [build, ...files]) utimesSync(file, daysAgo(days), daysAgo(days));
};

test("versions that were not used for so long are deleted, with their records", async () => {
  const { options } = made("run-1/plan.json");
  const builds = join(options.own.builds, "implementations");
  builtDaysAgo(join(builds, "go"), 40);
  builtDaysAgo(join(builds, "go@1.66.3"), 31);
  builtDaysAgo(join(builds, "go@1.70.0"), 29);
  builtDaysAgo(join(builds, "go@1.60.0"), 31, false);
  builtDaysAgo(join(builds, "go@1.61.0"), 0, false);
  let said = "";
  const days = { ...options, older: 30 };
  expect(await clean(["builds"], days, { out: (text) => (said += text) })).toBe(0);
  expect(readdirSync(builds).sort()).toEqual([".records", "go", "go@1.61.0", "go@1.70.0"]);
  expect(readdirSync(join(builds, ".records")).sort()).toEqual(["go", "go@1.70.0"]);
  expect(said).toBe(`deleted ${join(builds, "go@1.60.0")}, ${join(builds, "go@1.66.3")}\n`);
});

test("what is used is not old", () => {
  const { options } = made();
  const build = join(options.own.builds, "implementations", "go@1.66.3");
  builtDaysAgo(build, 31);
  touchRecord(build);
  expect(Date.now() - lastUsed(build).getTime()).toBeLessThan(60_000);
});

test("the age of results is not asked for", async () => {
  const { options } = made("run-1/plan.json");
  const work = clean(["builds", "results"], { ...options, older: 30 }, { out: () => {} });
  await expect(work).rejects.toThrow("--older goes with builds alone");
  expect(existsSync(options.own.builds)).toBe(true);
});
