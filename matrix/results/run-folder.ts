import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile, readlink, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Capture } from "../domain/capture.ts";
import type { Cell } from "../domain/cell.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { Misuse } from "../domain/misuse.ts";
import { redacted } from "../domain/redact.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { pcapng } from "../report/capture/pcapng.ts";
import { compatibility } from "../report/compatibility.ts";
import { handshakePicture } from "../report/handshake-picture.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Where a run's results lie: `<out>/<run id>/`, with `<out>/latest` leading to the newest. Cells are
 * appended to cells.jsonl as they finish, so that a killed run has lost nothing.
 */
export type RunFolder = Readonly<{
  path: string;
  /** Cells that an earlier, unfinished run of the same plan has done. */
  done: readonly CellResult[];
  /** Writes one cell's line and its evidence. */
  add(result: CellResult, evidence: CellEvidence | null, capture: Capture | null): void;
  finish(result: RunResult): Promise<void>;
}>;

type PlanFile = Readonly<{ preset: string; cells: readonly string[] }>;

/**
 * @param resume - goes on with the latest run instead of beginning another.
 * @throws Misuse if the folder cannot be written, or the latest run was of another plan.
 */
export const openRunFolder = async (
  out: string,
  runId: string,
  plan: Readonly<{ preset: string; cells: readonly Cell[] }>,
  resume: boolean,
): Promise<RunFolder> => {
  const planFile: PlanFile = { preset: plan.preset, cells: plan.cells.map(({ id }) => id) };
  const path = resume ? await latestFolder(out, planFile) : join(out, runId);
  try {
    makeFolder(join(path, "cells"));
    await writeFile(join(path, "plan.json"), `${JSON.stringify(planFile)}\n`);
    if (!resume) await pointLatest(out, runId);
  } catch (error) {
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new Misuse(
      `cannot write results to ${out} (${code}); name a folder that can be written: --out DIR`,
    );
  }
  const lines = join(path, "cells.jsonl");
  const done = resume ? await readDone(lines) : [];
  // What is read again must be whole lines: a cut one is dropped here.
  await writeFile(lines, done.map((cell) => `${JSON.stringify(cell)}\n`).join(""));
  return {
    path,
    done,
    add: (result, evidence, capture) => {
      const cellFolder = join(path, "cells", ...folderOf(result.id));
      if (evidence) writeEvidence(cellFolder, result, evidence, capture);
      appendFileSync(lines, `${JSON.stringify(result)}\n`);
    },
    finish: async (result) => {
      await writeFile(join(path, "results.json"), `${JSON.stringify(result, null, 1)}\n`);
      await writeFile(join(path, "compatibility.md"), compatibility(result));
    },
  };
};

/** A colon is no character of a file name on every system, nor in an artifact of a CI service. */
const folderOf = (cellId: string): readonly string[] => cellId.replaceAll(":", "+").split("/");

const pointLatest = async (out: string, runId: string) => {
  const temporary = join(out, `.latest-${runId}`);
  await symlink(runId, temporary);
  await rename(temporary, join(out, "latest"));
};

const latestFolder = async (out: string, plan: PlanFile): Promise<string> => {
  let path: string;
  let before: PlanFile;
  try {
    path = join(out, await readlink(join(out, "latest")));
    before = JSON.parse(await readFile(join(path, "plan.json"), "utf8")) as PlanFile;
  } catch {
    throw new Misuse(`there is no run in ${out} to go on with; leave --resume out to begin one`);
  }
  const same =
    before.preset === plan.preset &&
    before.cells.length === plan.cells.length &&
    before.cells.every((id) => plan.cells.includes(id));
  if (!same) {
    throw new Misuse(
      `the latest run in ${out} was of preset ${before.preset} with ${before.cells.length} cells, not of this plan with ${plan.cells.length}; give the same preset and filters, or leave --resume out`,
    );
  }
  return path;
};

/** Cells that need no second try: those whose last line says that they were not run are left out, and so is a cut line. */
const readDone = async (file: string): Promise<readonly CellResult[]> => {
  const { cellResultSchema } = await import("../report/results-schema.ts");
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").flatMap((line): CellResult[] => {
    try {
      return [cellResultSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
  const last = new Map(lines.map((cell) => [cell.id, cell]));
  return lines.filter(({ id }) => last.get(id)?.outcome.kind !== "not-run");
};

/**
 * cell.json has everything. A cell that did not pass also has the parts that people read as files of
 * their own; for the others that would be five times the files for nobody.
 *
 * Synchronous: for small files that is several times cheaper than a promise each.
 */
const writeEvidence = (
  folder: string,
  result: CellResult,
  evidence: CellEvidence,
  capture: Capture | null,
): void => {
  mkdirSync(folder, { recursive: true });
  const rerun = `npm run matrix -- cell '${result.id}'`;
  const { client, server, connections, upstream, handshakeLine } = evidence;
  const readable: [string, string][] = [
    ["wire.json", `${JSON.stringify(connections, null, 1)}\n`],
    ["wire-upstream.json", upstream ? `${JSON.stringify(upstream.connections, null, 1)}\n` : ""],
    ["intermediary-log.txt", upstream?.process.stderr ?? ""],
    ["client-stderr.txt", client?.stderr ?? ""],
    ["server-stderr.txt", server?.stderr ?? ""],
    ["handshake-line.txt", handshakeLine === null ? "" : `${redacted(handshakeLine)}\n`],
    ["rerun.txt", `${rerun}\n`],
  ];
  const picture = join(folder, "handshake.txt");
  const packets = join(folder, "capture.pcapng");
  rmSync(picture, { force: true });
  rmSync(packets, { force: true });
  if (capture) {
    writeFileSync(picture, handshakePicture(result, evidence));
    writeFileSync(packets, pcapng(capture));
  }
  const everything = JSON.stringify({ ...result, evidence, rerun }, null, 1);
  writeFileSync(join(folder, "cell.json"), `${everything}\n`);
  for (const [name, text] of readable) {
    if (result.outcome.kind === "passed" || text === "")
      rmSync(join(folder, name), { force: true });
    else writeFileSync(join(folder, name), text);
  }
};
