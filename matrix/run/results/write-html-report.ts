import { join } from "node:path";
import type { RunResult } from "../../domain/run-result.ts";
import type { CauseCard } from "../../report/cause-card.ts";
import { htmlLimitBytes, htmlReport, htmlReportName } from "./html-report.ts";
import { ownersOnly, writeWhole } from "./write-whole.ts";

/**
 * Writes a finished run's page into its folder, for its owner alone: it has what programs printed.
 *
 * @returns one sentence: where it lies, or why there is none.
 */
export const writeHtmlReport = async (
  result: RunResult,
  folder: string,
  cards: readonly CauseCard[],
  command: string,
): Promise<string> => {
  const page = await htmlReport(result, folder, cards, command);
  const bytes = Buffer.byteLength(page);
  if (bytes > htmlLimitBytes) {
    return `no ${htmlReportName}: it would have ${Math.ceil(bytes / 2 ** 20)} MiB, and the limit is ${htmlLimitBytes / 2 ** 20} MiB`;
  }
  const path = join(folder, htmlReportName);
  writeWhole(path, page, { mode: ownersOnly });
  return `report: ${path}`;
};
