import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import { checkLatest } from "../../run/results/latest-link.ts";
import { planFileName } from "../../run/results/plan-file.ts";
import type { Console } from "./console.ts";
import { tapsFolder } from "./tap.ts";

/**
 * Removes the build folder, and the results with the folders of runs and of taps.
 *
 * @throws Misuse, with everything still there, if anything else lies among the results.
 */
export const clean = async (
  options: Readonly<{ out: string; build: string }>,
  { out }: Pick<Console, "out">,
): Promise<number> => {
  const results = resolve(options.out);
  const entries = await readdir(results).catch(() => []);
  checkLatest(results);
  for (const name of entries) {
    const own =
      name === "latest" ||
      name === tapsFolder ||
      (await readdir(join(results, name)).catch((): string[] => [])).includes(planFileName);
    if (!own) {
      throw new Misuse(
        `${join(results, name)} is no run of this tool; move it away or name another folder with --out`,
      );
    }
  }
  await rm(options.build, { recursive: true, force: true });
  await rm(results, { recursive: true, force: true });
  out(`removed ${options.build} and ${results}\n`);
  return 0;
};
