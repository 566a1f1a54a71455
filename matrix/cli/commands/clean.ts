import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import type { Places } from "../../places.ts";
import { checkLatest } from "../../run/results/latest-link.ts";
import { planFileName } from "../../run/results/plan-file.ts";
import { lastUsed, removeBuild } from "../../run/supervise/build-record.ts";
import type { Cleanable } from "./cleanable.ts";
import type { Console } from "./console.ts";

type CleanOptions = Readonly<{
  /** The folder of results. */
  out: string;
  own: Places["own"];
  /** Of the builds, only versions that were not used for so many days. */
  older?: number | undefined;
}>;

/**
 * Deletes what is named: what the tool has built, the folders of runs among the results, what taps have recorded.
 *
 * @throws Misuse, with everything still there, if anything else lies among the results.
 */
export const clean = async (
  what: readonly Cleanable[],
  options: CleanOptions,
  { out }: Pick<Console, "out">,
): Promise<number> => {
  const results = resolve(options.out);
  if (options.older !== undefined) {
    if (what.some((one) => one !== "builds")) throw new Misuse("--older goes with builds alone");
    return cleanVersions(join(options.own.builds, "implementations"), options.older, out);
  }
  const paths: Readonly<Record<Cleanable, readonly string[]>> = {
    builds: there(options.own.builds),
    results: what.includes("results") ? await runsIn(results, options.own.recordings) : [],
    recordings: there(options.own.recordings),
  };
  const found = what.flatMap((one) => paths[one]);
  for (const path of found) await rm(path, { recursive: true, force: true });
  // Where nothing else lies in it.
  if (what.includes("results")) await rmdir(results).catch(() => {});
  return told(found, out);
};

const dayMs = 24 * 60 * 60_000;

/** Deletes what was built of versions and was not used for so many days. */
const cleanVersions = async (
  builds: string,
  days: number,
  out: Console["out"],
): Promise<number> => {
  const versions = (await readdir(builds).catch(() => [])).filter((id) => id.includes("@"));
  const old = versions
    .map((id) => join(builds, id))
    .filter((build) => Date.now() - lastUsed(build).getTime() > days * dayMs);
  for (const build of old) removeBuild(build);
  return told(old, out);
};

const told = (deleted: readonly string[], out: Console["out"]): number => {
  out(deleted.length === 0 ? "nothing to delete\n" : `deleted ${named(deleted)}\n`);
  return 0;
};

const there = (path: string): readonly string[] => (existsSync(path) ? [path] : []);

/** @throws Misuse */
const runsIn = async (results: string, recordings: string): Promise<readonly string[]> => {
  const entries = await readdir(results).catch(() => []);
  checkLatest(results);
  const runs: string[] = [];
  for (const name of entries) {
    const path = join(results, name);
    if (path === recordings) continue;
    const files = await readdir(path).catch((): string[] => []);
    if (name !== "latest" && !files.includes(planFileName)) {
      throw new Misuse(
        `${path} is no run of this tool; move it away or name another folder with --out`,
      );
    }
    runs.push(path);
  }
  return runs;
};

const mostNamed = 3;

const named = (paths: readonly string[]): string =>
  paths.length > mostNamed
    ? `${paths.slice(0, mostNamed).join(", ")} and ${paths.length - mostNamed} more`
    : paths.join(", ");
