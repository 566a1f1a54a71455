import { spawn } from "node:child_process";
import { places } from "../../places.ts";
import { peakRssBytes } from "./cpu-time.ts";

/**
 * One `run` as a user starts it: its wall time, and the orchestrator's peak memory.
 *
 * @param args - of `run`.
 * @throws Error where it does not end well: what a run of failing cells takes is no figure.
 */
export const wholeRun = async (
  args: readonly string[],
): Promise<Readonly<{ wallMs: number; peakRss: number }>> => {
  const begun = performance.now();
  // As `npm run matrix` starts it.
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=8", "matrix/cli.js", "run", ...args],
    {
      cwd: places.root,
      stdio: "ignore",
      env: { ...process.env, CI: "true" },
    },
  );
  let peakRss = 0;
  const watch = setInterval(() => {
    peakRss = Math.max(peakRss, peakRssBytes(child.pid ?? 0));
  }, 20);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`matrix run ended with exit code ${code}; run it by hand first`);
  return { wallMs: performance.now() - begun, peakRss };
};
