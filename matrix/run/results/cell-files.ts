import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Capture } from "../../domain/capture.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { clean, logLimitCharacters } from "../../domain/outside-text.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { pcapng } from "../../report/capture/pcapng.ts";
import { jsonText } from "../../report/format/json.ts";
import { handshakePicture } from "../../report/handshake-picture.ts";
import { drawingOf } from "../../report/ladder/drawing.ts";
import { ownersFolder, ownersOnly, writeWhole } from "./write-whole.ts";

/**
 * A cell's evidence, for the owner's eyes alone: it has what programs printed and session secrets. cell.json has
 * everything; a cell that did not pass also has the parts that people read as files of their own: for the others that
 * would be five times the files for nobody. What an earlier try left is removed.
 *
 * Synchronous: for small files that is several times cheaper than a promise each.
 *
 * @param folder - below a folder that exists.
 * @param command - what a user types before a command's name.
 * @throws the system's error.
 */
export const writeCellFiles = (
  folder: string,
  result: CellResult,
  evidence: CellEvidence,
  capture: Capture | null,
  command: string,
): void => {
  const isNew = mkdirSync(folder, { recursive: true, mode: ownersFolder }) !== undefined;
  for (const [name, make] of filesOf(result, evidence, capture, command)) {
    const path = join(folder, name);
    const content = make();
    if (content !== null) writeWhole(path, content, { mode: ownersOnly });
    else if (!isNew) rmSync(path, { force: true });
  }
};

/** What a file has in it; null for one that is not to be there. */
type File = readonly [name: string, make: () => string | Uint8Array | null];

const nothing = () => null;

const filesOf = (
  result: CellResult,
  evidence: CellEvidence,
  capture: Capture | null,
  command: string,
): readonly File[] => {
  const rerun = `${command} cell '${result.id}'`;
  const { client, server, connections, upstream, handshakeLine } = evidence;
  const readable: readonly File[] = [
    ["wire.json", () => json(connections)],
    ["wire-upstream.json", () => upstream && json(upstream.connections)],
    ["intermediary-log.txt", () => log(upstream?.process.stderr)],
    ["client-stderr.txt", () => log(client?.stderr)],
    ["server-stderr.txt", () => log(server?.stderr)],
    ["handshake-line.txt", () => (handshakeLine === null ? null : `${clean(handshakeLine)}\n`)],
    ["rerun.txt", () => `${rerun}\n`],
  ];
  return [
    ["handshake.txt", () => capture && handshakePicture(result, evidence)],
    ["handshake.json", () => capture && json(drawingOf(result, evidence))],
    ["capture.pcapng", () => capture && pcapng(capture)],
    ["cell.json", () => json({ ...result, evidence, rerun })],
    ...(result.outcome.kind === "passed"
      ? readable.map(([name]): File => [name, nothing])
      : readable),
  ];
};

const json = (value: unknown) => `${jsonText(value)}\n`;

const log = (text = "") => (text === "" ? null : clean(text, logLimitCharacters, "end"));
