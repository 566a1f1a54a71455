import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import type { RunResult } from "../../domain/run-result.ts";
import { crossedCells } from "../../run/axes/preset.ts";
import { readPreset } from "../../run/inputs/read-inputs.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { runResult } from "../../tooling/test/results.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { expectations } from "./expectations.ts";

/** A run of a whole preset in which every cell passed. */
const passedRun = async (preset: string, over: Partial<RunResult> = {}) => {
  const { content } = await readPreset(preset);
  const cells = crossedCells(content).map(({ id }) => provenCell(id));
  return runResult(cells, { preset, ...over });
};

const checked = async (run: RunResult) => {
  const said: string[] = [];
  const file = join(temporaryFolder(), "results.json");
  writeFileSync(file, JSON.stringify(run));
  const console = { out: (text: string) => said.push(text) };
  const exitCode = await expectations(file, { update: false }, console);
  return { exitCode, said: said.map((text) => text.replace(file, "FILE")) };
};

test("nothing to tighten", async () => {
  expect(await checked(await passedRun("quick"))).toEqual({
    exitCode: 0,
    said: ["every expectation is as narrow as this run shows\n"],
  });
});

test("known failures that pass, and the command that writes it", async () => {
  const { exitCode, said } = await checked(await passedRun("default"));
  expect(exitCode).toBe(1);
  expect(said[0]).toBe(
    "fixtures/expectations.yaml: 'python{,@*}/*/{tls,mtls,auto-mtls}/{p521,*-p521}{,/tls=1.3*,/group=*,/transport=*,/client-cert=*}' names python/{go,python,node}/{tls,mtls,auto-mtls}/p521, python/go:stock/auto-mtls/p384-p521, which pass; versions grpcio can be >=1.59 <1.85.1\n",
  );
  expect(said.at(-1)).toBe("→ handshake-matrix expectations 'FILE' --update\n");
});

test.for<readonly [string, (run: RunResult) => RunResult, string]>([
  [
    "that was filtered",
    (run) => runResult(run.cells.slice(1), { preset: run.preset }),
    "run 2026-11-21T07-00-00Z-1 has 35 cells and its preset 36, so that it was filtered or the preset has changed; make a whole one: handshake-matrix run --preset quick",
  ],
  [
    "that was interrupted",
    (run) => ({ ...run, interrupted: true }),
    "run 2026-11-21T07-00-00Z-1 was interrupted; make a whole one: handshake-matrix run --preset quick",
  ],
])("a run %s is refused in one sentence", async ([, changed, sentence]) => {
  const run = await passedRun("quick");
  await expect(checked(changed(run))).rejects.toThrow(new Misuse(sentence));
});
