import { readFile } from "node:fs/promises";
import { Misuse } from "../../domain/misuse.ts";
import type { RunResult } from "../../domain/run-result.ts";
import { printable } from "../../report/format/terminal.ts";
import { shortened } from "../../report/groups.ts";
import { crossedCells } from "../../run/axes/preset.ts";
import { checkedYaml } from "../../run/inputs/checked-yaml.ts";
import { type Edit, editedExpectations } from "../../run/inputs/edited-expectations.ts";
import { wholePreset } from "../../run/planned.ts";
import { writeWhole } from "../../run/results/write-whole.ts";
import { expectationsSchema } from "../../run/verdict/expectations.ts";
import { type Tightening, tighteningsBy } from "../../run/verdict/tightenings.ts";
import type { Console } from "./console.ts";
import { resultsAt } from "./results-at.ts";

/** A pattern of more parts says less than a person who writes it anew. */
const mostParts = 4;

/**
 * Says which expectations are wider than what a run shows, since cells that they name pass.
 *
 * @returns the exit code: 1 if there is one and it is not written, or has to be narrowed by hand.
 * @throws Misuse for a run that left cells of its preset out.
 */
export const expectations = async (
  results: string,
  { update, project }: Readonly<{ update: boolean; project?: string | undefined }>,
  { out }: Pick<Console, "out">,
): Promise<number> => {
  const run = await resultsAt(results);
  const { preset, files, everyCell } = await wholePreset(run.preset, { harness: [], project });
  checkWhole(
    run,
    crossedCells(preset.content).map(({ id }) => id),
  );
  const all = files.flatMap((one) => one.expectations);
  const found = tighteningsBy(run, all, everyCell).map((one) => ({ ...one, edit: editOf(one) }));
  for (const { file, path, expectations: own } of files) {
    const here = found.filter(({ expectation }) => own.includes(expectation));
    for (const one of here) out(`${printable(sentenceOf(file, one, one.edit, update))}\n`);
    const edits = here.flatMap(({ expectation, edit }): Edit[] =>
      edit === null ? [] : [{ at: own.indexOf(expectation), ...edit }],
    );
    if (update && edits.length > 0) {
      const edited = editedExpectations(await readFile(path, "utf8"), edits);
      checkedYaml(edited, file, expectationsSchema);
      writeWhole(path, edited);
    }
  }
  if (found.length === 0) out("every expectation is as narrow as this run shows\n");
  const open = update ? found.filter(({ edit }) => edit === null) : found;
  if (!update && open.length > 0) {
    out(`→ handshake-matrix expectations '${results}' --update\n`);
  }
  return open.length === 0 ? 0 : 1;
};

/** What a filter or Ctrl-C left out could still fail. */
const checkWhole = (run: RunResult, planned: readonly string[]): void => {
  const whole = `make a whole one: handshake-matrix run --preset ${run.preset}`;
  if (run.interrupted) throw new Misuse(`run ${run.runId} was interrupted; ${whole}`);
  const ran = new Set(run.cells.map(({ id }) => id));
  const left = planned.filter((id) => !ran.has(id)).length;
  if (left > 0 || ran.size > planned.length) {
    throw new Misuse(
      `run ${run.runId} has ${ran.size} cells and its preset ${planned.length}, so that it was filtered or the preset has changed; ${whole}`,
    );
  }
};

type Change = { kind: "remove" } | { kind: "set"; path: readonly string[]; value: string };

/** null where a person has to write the pattern. */
const editOf = ({ to }: Tightening): Change | null => {
  switch (to.kind) {
    case "removed":
      return { kind: "remove" };
    case "range":
      return { kind: "set", path: ["versions", to.library], value: to.range };
    case "cells": {
      const parts = shortened(to.left);
      if (parts.length > mostParts) return null;
      const [only = "", ...others] = parts;
      const pattern = others.length === 0 ? only : `{${parts.join(",")}}`;
      return { kind: "set", path: ["pattern"], value: pattern };
    }
  }
};

const sentenceOf = (
  file: string,
  { expectation: { pattern }, passing }: Tightening,
  edit: Change | null,
  update: boolean,
): string => {
  const why = `${file}: '${pattern}' names ${shortened(passing).join(", ")}, which ${passing.length === 1 ? "passes" : "pass"}`;
  if (edit === null) return `${why}; narrow the pattern by hand`;
  if (edit.kind === "remove") return `${why}; ${update ? "removed" : "it can be removed"}`;
  return `${why}; ${edit.path.join(" ")} ${update ? "is now" : "can be"} ${edit.value}`;
};
