import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import type { RunResult } from "../../domain/run-result.ts";
import { shardWords } from "../../domain/shard.ts";
import { jsonText } from "../../report/format/json.ts";
import { historyJson } from "../../report/history/history-json.ts";
import { historyMarkdown } from "../../report/history/history-markdown.ts";
import { type History, historiesOf } from "../../report/history/history-of.ts";
import { historyText } from "../../report/history/history-text.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import type { Console } from "./console.ts";

type HistoryOptions = Readonly<{ as: "text" | "markdown" | "json" }>;

/**
 * Prints what became of each cell over all results in a folder: in `<run>/results.json`, or in files whose names end in
 * `.json`.
 *
 * @param tell - for a sentence about each file that is no result of a whole run, or of another version of the schema.
 * @throws Misuse where there is no result.
 */
export const history = async (
  folder: string,
  { as }: HistoryOptions,
  { out, paint }: Pick<Console, "out" | "paint">,
  tell: (sentence: string) => void,
): Promise<number> => {
  const runs = await runsIn(folder, tell);
  if (runs.length === 0) {
    throw new Misuse(`${folder} has no results; name a folder of runs, such as matrix-results`);
  }
  out(written(historiesOf(runs), as, paint));
  return 0;
};

const written = (
  histories: readonly History[],
  as: HistoryOptions["as"],
  paint: Console["paint"],
): string => {
  switch (as) {
    case "text":
      return historyText(histories, paint);
    case "markdown":
      return historyMarkdown(histories);
    case "json":
      return `${jsonText(historyJson(histories))}\n`;
  }
};

/** Each run once, by whatever paths it is reached; its link `latest` is one of them. */
const runsIn = async (
  folder: string,
  tell: (sentence: string) => void,
): Promise<readonly RunResult[]> => {
  const runs = new Map<string, RunResult>();
  for (const file of await resultFilesIn(folder)) {
    try {
      const run = await readStoredResults(file);
      if (run.shard) {
        const part = shardWords(run.shard);
        tell(`left out: ${file} is ${part} of a run; put its parts together with merge`);
      } else runs.set(run.runId, run);
    } catch (error) {
      if (!(error instanceof Misuse)) throw error;
      tell(`left out: ${error.message}`);
    }
  }
  return [...runs.values()];
};

const resultFilesIn = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(folder).catch((): string[] => [])).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const inside = await readdir(path).catch((): string[] => []);
      if (inside.includes("results.json")) return [join(path, "results.json")];
      return name.endsWith(".json") ? [path] : [];
    }),
  );
  return files.flat();
};
