import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import { plain } from "../../report/grid.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { runResult } from "../../tooling/test/results.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { history } from "./history.ts";

const run = (day: number) =>
  JSON.stringify(
    runResult([provenCell("go/go/none")], {
      runId: `run-${day}`,
      startedAt: `2026-11-${day}T07:00:00.000Z`,
    }),
  );

const listening = () => {
  const [said, told]: [string[], string[]] = [[], []];
  const console = { out: (text: string) => said.push(text), paint: plain };
  return { said, told, console, tell: (sentence: string) => void told.push(sentence) };
};

test("runs in folders and in files, each once; what is no result is told", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "run-21"));
  writeFileSync(join(folder, "run-21", "results.json"), run(21));
  symlinkSync("run-21", join(folder, "latest"));
  writeFileSync(join(folder, "kept.json"), run(22));
  writeFileSync(join(folder, "notes.txt"), "of no interest");
  mkdirSync(join(folder, "taps"));
  writeFileSync(join(folder, "old.json"), JSON.stringify({ schemaVersion: 0 }));
  const { said, told, console, tell } = listening();
  expect(await history(folder, { as: "text" }, console, tell)).toBe(0);
  expect(said.join("").split("\n")[0]).toBe(
    "2 runs of preset default from 2026-11-21 to 2026-11-22: no cell changed",
  );
  expect(told).toEqual([
    `left out: ${join(folder, "old.json")} has schemaVersion 0, and this version of the tool reads 1; name a results.json, such as matrix-results/latest/results.json`,
  ]);
});

test("a part of a run is left out: its cells alone would look as if the others had vanished", async () => {
  const folder = temporaryFolder();
  const shard = { index: 2, of: 4, plan: `sha256:${"0".repeat(64)}`, planned: 121, places: [7] };
  const part = runResult([provenCell("go/go/none")], { runId: "run-23", shard });
  writeFileSync(join(folder, "part.json"), JSON.stringify(part));
  writeFileSync(join(folder, "whole.json"), run(21));
  const { said, told, console, tell } = listening();
  await history(folder, { as: "text" }, console, tell);
  expect(said.join("")).toContain("1 run of preset");
  expect(told).toEqual([
    `left out: ${join(folder, "part.json")} is shard 2 of 4 of a run; put its parts together with merge`,
  ]);
});

test.for(["text", "markdown", "json"] as const)("as %s", async (as) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.json"), run(21));
  const { said, console, tell } = listening();
  await history(folder, { as }, console, tell);
  const begins = { text: "1 run of preset", markdown: "# History", json: "[\n {" }[as];
  expect(said.join("").slice(0, begins.length)).toBe(begins);
});

test("a folder without results is one sentence", async () => {
  const folder = temporaryFolder();
  const { console, tell } = listening();
  await expect(history(folder, { as: "text" }, console, tell)).rejects.toThrow(
    new Misuse(`${folder} has no results; name a folder of runs, such as matrix-results`),
  );
});
