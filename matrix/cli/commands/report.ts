import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import type { RunResult } from "../../domain/run-result.ts";
import { hasSystemCode } from "../../domain/system-sentence.ts";
import { postQuantumAdvice } from "../../knowledge/post-quantum.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { annotations } from "../../report/annotations.ts";
import { behavioursReport } from "../../report/behaviours.ts";
import { brokenPeers } from "../../report/broken-peers.ts";
import { causePages, type Page } from "../../report/cause-pages.ts";
import { compatibility } from "../../report/compatibility.ts";
import { ctrf } from "../../report/ctrf.ts";
import { type Comparison, compareRuns } from "../../report/diff/compare-runs.ts";
import { withChanges } from "../../report/diff/with-changes.ts";
import { incidentsPage } from "../../report/incidents.ts";
import { jobSummary } from "../../report/job-summary.ts";
import { junit } from "../../report/junit/junit.ts";
import { postQuantum } from "../../report/post-quantum.ts";
import { readIncidents } from "../../run/inputs/incidents.ts";
import { htmlReport } from "../../run/results/html-report.ts";
import { makeFolder } from "../../run/results/make-folder.ts";
import { storedLimitBytes } from "../../run/results/stored-cells.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { ownersOnly, writeWhole } from "../../run/results/write-whole.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { knownTexts } from "./known-texts.ts";
import { resultsAt, resultsFileAt } from "./results-at.ts";

type Reporter = (results: RunResult, changes: Comparison | null) => string | Promise<string>;

const reporters = {
  compatibility: (results, changes) => withChanges(compatibility(results), changes),
  "broken-peers": (results, changes) => withChanges(brokenPeers(results), changes),
  behaviours: (results, changes) => withChanges(behavioursReport(results), changes),
  "post-quantum": (results, changes) =>
    withChanges(postQuantum(results, postQuantumAdvice), changes),
  incidents: async (results, changes) =>
    withChanges(incidentsPage(await readIncidents(), results), changes),
  summary: jobSummary,
  junit,
  ctrf,
  annotations,
} as const satisfies Readonly<Record<string, Reporter>>;

type ReportName = keyof typeof reporters | "causes" | "html";
type ReportOptions = Readonly<{
  as: ReportName;
  baseline?: string;
  write?: string;
  check?: string;
}>;

/**
 * Makes a report of a run again: from its results.json alone, `html` also from what lies in the cells' folders beside it.
 * `causes` is a folder of pages.
 */
export const report = async (
  file: string,
  options: ReportOptions,
  { out, command }: Console,
): Promise<number> => {
  if (options.as === "html") {
    if (options.baseline !== undefined) throw toldOfNoRunBefore("the page tells");
    const path = await resultsFileAt(file);
    const result = await readStoredResults(path);
    const page = await htmlReport(result, dirname(path), causeCards(), command);
    return reportText(file, page, options, out);
  }
  const results = await resultsAt(file);
  if (options.as === "causes") {
    if (options.baseline !== undefined) throw toldOfNoRunBefore("pages of causes tell");
    return reportPages(file, causePages(results, causeCards(), knownTexts()), options, out);
  }
  const changes =
    options.baseline === undefined ? null : compareRuns(await resultsAt(options.baseline), results);
  return reportText(file, await reporters[options.as](results, changes), options, out);
};

const toldOfNoRunBefore = (who: string): Misuse =>
  new Misuse(`${who} of no run before; give --baseline with another --as`);

const reportText = async (
  file: string,
  text: string,
  options: ReportOptions,
  out: Console["out"],
): Promise<number> => {
  if (options.write !== undefined) {
    const { write, as } = options;
    // The page has what programs printed, the others what everybody may read.
    written(write, () => writeWhole(write, text, as === "html" ? { mode: ownersOnly } : {}));
    out(`wrote ${write}\n`);
    return 0;
  }
  if (options.check !== undefined) {
    const current = await writtenBefore(options.check);
    if (current === text) return 0;
    out(`${options.check} is not what ${file} gives; refresh it with --write ${options.check}\n`);
    return 1;
  }
  out(text);
  return 0;
};

/** Empty where there is none. */
const writtenBefore = (path: string): Promise<string> =>
  readAtMost(path, storedLimitBytes, "a report of this tool").catch((error: unknown) => {
    if (hasSystemCode(error, "ENOENT", "ENOTDIR")) return "";
    throw error;
  });

/** @throws Misuse if nothing can be written there. */
const written = (path: string, write: () => void): void => {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Misuse(`cannot write ${path} (${code}); name one that can be written: --write PATH`);
  }
};

/** Without a folder the index alone is printed. A markdown file that is no page of it is a difference. */
const reportPages = async (
  file: string,
  pages: readonly Page[],
  { write, check }: ReportOptions,
  out: Console["out"],
): Promise<number> => {
  if (write !== undefined) {
    written(write, () => {
      makeFolder(write);
      for (const page of pages) writeWhole(join(write, page.file), page.markdown);
    });
    out(`wrote ${pages.length} pages to ${write}\n`);
    return 0;
  }
  if (check !== undefined) {
    const differing = [...(await strangers(check, pages))];
    for (const page of pages) {
      const current = await writtenBefore(join(check, page.file));
      if (current !== page.markdown) differing.push(page.file);
    }
    if (differing.length === 0) return 0;
    const which = differing.join(", ");
    out(`${check} is not what ${file} gives (${which}); refresh it with --write ${check}\n`);
    return 1;
  }
  out(pages[0]?.markdown ?? "");
  return 0;
};

const strangers = async (folder: string, pages: readonly Page[]): Promise<readonly string[]> => {
  const present = await readdir(folder).catch(() => []);
  const known = new Set(pages.map((page) => page.file));
  return present.filter((name) => name.endsWith(".md") && !known.has(name));
};
