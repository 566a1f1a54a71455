import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Misuse } from "../../domain/misuse.ts";
import { cleanLine } from "../../domain/outside-text.ts";
import { fragmentOf } from "../../report/html/view-state.ts";
import { htmlReportName } from "../../run/results/html-report.ts";
import { latestOf } from "../../run/results/latest-link.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { writeHtmlReport } from "../../run/results/write-html-report.ts";
import type { Opening } from "../terminal/open-address.ts";
import { causeCards } from "./cause-cards.ts";
import type { Console } from "./console.ts";
import { nearCells } from "./near-cells.ts";

/** How an address is opened here. */
export type Opener = Readonly<{
  /** As `openerOf` has it: null where nobody would see it. */
  argvFor(address: string): readonly string[] | null;
  open(argv: readonly string[]): Promise<Opening>;
}>;

/**
 * Opens the page of the latest run, or of one of its cells, and prints its address.
 *
 * @param id - undefined for the whole run.
 * @throws Misuse if there is no run, or no such cell in it.
 */
export const show = async (
  id: string | undefined,
  options: Readonly<{ out: string; print: boolean }>,
  { out, command }: Pick<Console, "out" | "command">,
  opener: Opener,
): Promise<number> => {
  const folder = finishedRun(options.out);
  if (id !== undefined) await checkCell(id, join(folder, "results.json"));
  const page = join(folder, htmlReportName);
  // `cell` leaves none, nor did earlier versions.
  if (!existsSync(page)) {
    const sentence = await writeHtmlReport(
      await readStoredResults(join(folder, "results.json")),
      folder,
      causeCards(),
      command,
    );
    if (!existsSync(page)) throw new Misuse(sentence);
  }
  const fragment = fragmentOf({ cell: id ?? null, text: "", chosen: new Map() });
  const address = `${pathToFileURL(realpathSync(page)).href}${fragment && `#${fragment}`}`;
  out(`${address}\n`);
  const argv = options.print ? null : opener.argvFor(address);
  if (argv !== null && (await opener.open(argv)) === "failed") {
    out(`${argv[0]} could not open it: open the address in a browser\n`);
  }
  return 0;
};

/** @throws Misuse */
const finishedRun = (results: string): string => {
  const latest = latestOf(results);
  if (latest === null) {
    throw new Misuse(
      `there is no run in ${results}; make one with handshake-matrix run, or name another folder: --out DIR`,
    );
  }
  const folder = join(results, latest);
  if (!existsSync(join(folder, "results.json"))) {
    throw new Misuse(
      `the latest run, ${folder}, has not come to its end; go on with it: handshake-matrix run --resume`,
    );
  }
  return folder;
};

/** @throws Misuse */
const checkCell = async (id: string, file: string): Promise<void> => {
  const ids = (await readStoredResults(file)).cells.map((cell) => cell.id);
  if (ids.includes(id)) return;
  const near = nearCells(id, ids);
  throw new Misuse(
    `the latest run has no cell ${cleanLine(id, 200)}${near.length > 0 ? `; near it are ${near.join(", ")}` : ""}`,
  );
};
