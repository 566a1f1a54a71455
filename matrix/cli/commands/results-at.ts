import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunResult } from "../../domain/run-result.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";

/**
 * Reads the results that a path leads to: a results.json, the folder of a run, or a folder of runs, of which the latest
 * counts.
 *
 * @throws Misuse as {@link readStoredResults} does.
 */
export const resultsAt = async (path: string): Promise<RunResult> =>
  readStoredResults(await resultsFileAt(path));

/** The results.json itself, as {@link resultsAt} finds it. */
export const resultsFileAt = async (path: string): Promise<string> => {
  if (!(await isA("folder", path))) return path;
  const ofRun = join(path, "results.json");
  return (await isA("file", ofRun)) ? ofRun : join(path, "latest", "results.json");
};

const isA = async (kind: "file" | "folder", path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null);
  return (kind === "file" ? found?.isFile() : found?.isDirectory()) ?? false;
};
