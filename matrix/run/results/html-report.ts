import { lstatSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { clean } from "../../domain/outside-text.ts";
import { asCalled } from "../../domain/own-command.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import type { CauseCard } from "../../report/cause-card.ts";
import { htmlPage } from "../../report/format/html.ts";
import { textsIn } from "../../report/format/texts-in.ts";
import type { CellFiles } from "../../report/html/cell-view.ts";
import { viewOf } from "../../report/html/view-model.ts";
import type { Drawing } from "../../report/ladder/drawing.ts";
import { drawingSchema } from "../../report/ladder/drawing-schema.ts";
import { cellFolder } from "./cell-folder.ts";
import { pageCode } from "./page-code.ts";

/** Beside results.json. */
export const htmlReportName = "report.html";

/** A page that a browser still opens without complaint. */
export const htmlLimitBytes = 64 * 2 ** 20;

/** Longest text of a process that a page has; the file has the rest. */
const stderrLimitCharacters = 3_000;
/** What all these of a page come to: 2,000 characters for each cell, but enough for a small run's every cell. */
const charactersPerCell = 2_000;
const fewestCharacters = 1_000_000;

/**
 * A run as one page, made of its result and of what lies in its folder's cells: the same for the same files.
 *
 * @param command - how its reader calls the tool, as {@link asCalled} takes it.
 */
export const htmlReport = async (
  result: RunResult,
  folder: string,
  cards: readonly CauseCard[],
  command: string,
): Promise<string> => {
  const filesOf = filesWithin(
    folder,
    Math.max(fewestCharacters, charactersPerCell * result.cells.length),
  );
  const view = textsIn(viewOf(result, cards, filesOf), (text) => asCalled(text, command));
  return htmlPage("handshake-matrix", view.overview.verdict.heading, await pageCode(), view);
};

/** Files of cells, in the order of cells, until there are too many characters. */
const filesWithin = (folder: string, limitCharacters: number) => {
  let left = limitCharacters;
  return (cell: CellResult): CellFiles | null => {
    const own = cellFolder(folder, cell.id);
    const within = <T>(made: T | null, characters: number): T | null => {
      if (made === null || characters > left) return null;
      left -= characters;
      return made;
    };
    const stderr = (name: string) => {
      const read = textOf(join(own, name));
      const shown = read === null ? null : clean(read, stderrLimitCharacters, "end");
      return within(shown, shown?.length ?? 0);
    };
    const drawing = drawingIn(join(own, "handshake.json"));
    const capture = join(own, "capture.pcapng");
    const files = {
      handshake: within(drawing, JSON.stringify(drawing).length),
      clientStderr: stderr("client-stderr.txt"),
      serverStderr: stderr("server-stderr.txt"),
      capture: isFile(capture) ? relative(folder, capture).replaceAll("\\", "/") : null,
    };
    return Object.values(files).every((one) => one === null) ? null : files;
  };
};

/** null where there is none, or none as a run writes it. */
const drawingIn = (path: string): Drawing | null => {
  const text = textOf(path);
  if (text === null) return null;
  try {
    return drawingSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** More than a run writes; a file that is larger is none of its own. */
const fileLimitBytes = 2 ** 20;

/** A link could lead out of the folder: it is no file of a run. */
const isFile = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const textOf = (path: string): string | null => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= fileLimitBytes ? readFileSync(path, "utf8") : null;
};
