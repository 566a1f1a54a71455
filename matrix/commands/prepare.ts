import { join } from "node:path";
import type { Implementation } from "../domain/implementation.ts";
import { buildRoot } from "../inputs/read-inputs.ts";
import { startLimitMs } from "../proof/start-limit.ts";
import { BuildFailed, ensureBuilt } from "../supervise/build.ts";
import { ensureLauncher, type Launcher } from "../supervise/launcher-build.ts";
import { missingToolchains } from "../supervise/toolchain.ts";
import { probeUnknownMode } from "../supervise/unknown-mode-probe.ts";

export type Prepared = Readonly<{
  launcher: Launcher;
  /** Implementations that cannot run here, and why. */
  missing: ReadonlyMap<string, string>;
}>;

/**
 * Builds what the implementations need and is not current. What was built is given a mode that does not exist,
 * which it has to refuse (CONTRACT.md, "Unsupported"); a server that serves it all the same is told as progress.
 * Toolchains are looked for only when a build fails: one that succeeded has shown that they are there.
 *
 * @throws BuildFailed if a build fails although its toolchain is complete.
 */
export const prepare = async (
  implementations: readonly Implementation[],
  progress: (text: string) => void,
): Promise<Prepared> => {
  const launcher = await ensureLauncher(buildRoot, progress);
  const missing = new Map<string, string>();
  const fresh: Implementation[] = [];
  const languages = new Map(implementations.map((one) => [one.language, one]));
  const prepareLanguage = async ({ language, build, folder }: Implementation) => {
    const own = implementations.filter((one) => one.language === language);
    try {
      const built = await ensureBuilt(language, build, folder, join(buildRoot, language), progress);
      if (built) fresh.push(...own);
    } catch (error) {
      const holes = await missingToolchains(own);
      if (!(error instanceof BuildFailed) || holes.size === 0) throw error;
      for (const [id, remedy] of holes) missing.set(id, remedy);
    }
  };
  // At once: one waits for a download while another compiles.
  await Promise.all([...languages.values()].map(prepareLanguage));
  const probes = fresh.map((one) => probeUnknownMode(one, launcher.argv, startLimitMs));
  for (const breach of await Promise.all(probes)) if (breach !== null) progress(breach);
  return { launcher, missing };
};
