import { readdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import { places } from "../../places.ts";
import { checkLatest } from "../../run/results/latest-link.ts";
import { planFileName } from "../../run/results/plan-file.ts";
import type { Console } from "./console.ts";

/**
 * Removes what the tool has built, and the results with the folders of runs and of taps.
 *
 * @param options - `own` are folders that hold nothing of anybody else's.
 * @throws Misuse, with everything still there, if anything else lies among the results.
 */
export const clean = async (
  options: Readonly<{ out: string; own: readonly string[] }>,
  { out }: Pick<Console, "out">,
): Promise<number> => {
  const results = resolve(options.out);
  const entries = await readdir(results).catch(() => []);
  checkLatest(results);
  for (const name of entries) {
    const own =
      name === "latest" ||
      name === basename(places.recordings) ||
      (await readdir(join(results, name)).catch((): string[] => [])).includes(planFileName);
    if (!own) {
      throw new Misuse(
        `${join(results, name)} is no run of this tool; move it away or name another folder with --out`,
      );
    }
  }
  const removed = [...options.own, results];
  for (const folder of removed) await rm(folder, { recursive: true, force: true });
  out(`removed ${removed.join(" and ")}\n`);
  return 0;
};
