import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Misuse } from "../domain/misuse.ts";
import { buildRoot } from "../inputs/read-inputs.ts";
import type { Console } from "./console.ts";

/** Removes the build folder and the folders of runs; nothing else that may lie beside them. */
export const clean = async (
  options: Readonly<{ out: string }>,
  { out }: Console,
): Promise<number> => {
  await rm(buildRoot, { recursive: true, force: true });
  const results = resolve(options.out);
  const entries = await readdir(results).catch(() => []);
  for (const name of entries) {
    const own =
      name === "latest" ||
      (await readdir(join(results, name)).catch((): string[] => [])).includes("plan.json");
    if (!own)
      throw new Misuse(
        `${join(results, name)} is no run of this tool; move it away or name another folder with --out`,
      );
  }
  await rm(results, { recursive: true, force: true });
  out(`removed ${buildRoot} and ${results}\n`);
  return 0;
};
