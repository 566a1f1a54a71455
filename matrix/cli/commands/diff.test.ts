import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import { plain } from "../../report/grid.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import { judgedStep } from "../../tooling/test/symptoms.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { diff } from "./diff.ts";
import { report } from "./report.ts";

const id = "go/go/tls/p256";
const passed = provenCell(id);
const failed = cellResult(id, failedAt("tls", "lost"), {
  ...diagnosed(schemeNotOffered),
  steps: [judgedStep("put", "lost")],
});

/** A folder of runs with one run of one cell in it. */
const runsWith = (cell: CellResult) => {
  const folder = temporaryFolder();
  const ofRun = join(folder, "2026-11-21T07-00-00Z-1");
  mkdirSync(ofRun);
  symlinkSync("2026-11-21T07-00-00Z-1", join(folder, "latest"));
  writeFileSync(join(ofRun, "results.json"), JSON.stringify(runResult([cell])));
  return { folder, ofRun, file: join(ofRun, "results.json") };
};

const listening = () => {
  const said: string[] = [];
  const console = {
    command: "npm run matrix --",
    out: (text: string) => said.push(text),
    isTerminal: false,
    columns: 80,
    rows: 24,
    paint: plain,
  };
  return { said, console };
};

test.for<readonly [string, CellResult, CellResult, number, string]>([
  ["a cell that broke", passed, failed, 1, "1 cell broke; no version moved"],
  ["a cell that was mended", failed, passed, 0, "1 cell was mended; no version moved"],
  ["nothing", failed, failed, 0, "nothing changed in 1 cell; no version moved"],
])("%s", async ([, before, after, exitCode, headline]) => {
  const { said, console } = listening();
  const paths = [runsWith(before).file, runsWith(after).file] as const;
  expect(await diff(...paths, { as: "text" }, console)).toBe(exitCode);
  expect(said.join("").split("\n")[0]).toBe(headline);
});

test.for(["text", "markdown", "json", "html"] as const)("as %s", async (as) => {
  const { said, console } = listening();
  await diff(runsWith(passed).file, runsWith(failed).file, { as }, console);
  const begins = {
    text: "1 cell broke",
    markdown: "## Changes",
    json: '{\n "headline":',
    html: "<!doctype html>",
  }[as];
  expect(said.join("").slice(0, begins.length)).toBe(begins);
});

test.for(["folder", "ofRun", "file"] as const)("results are found by their %s", async (path) => {
  const { said, console } = listening();
  const [before, after] = [runsWith(passed)[path], runsWith(failed)[path]];
  expect(await diff(before, after, { as: "json" }, console)).toBe(1);
  expect(JSON.parse(said.join("")).compared).toBe(1);
});

test("a folder without results is one sentence", async () => {
  const empty = temporaryFolder();
  const { console } = listening();
  await expect(diff(empty, empty, { as: "text" }, console)).rejects.toThrow(
    `${join(empty, "latest", "results.json")} cannot be read`,
  );
});

test.for(["compatibility", "summary", "junit", "annotations", "broken-peers"] as const)(
  "report as %s says what changed since the baseline",
  async (as) => {
    const { said, console } = listening();
    const [before, after] = [runsWith(passed).folder, runsWith(failed).folder];
    await report(after, { as }, console);
    const alone = said.splice(0).join("");
    expect(await report(after, { as, baseline: before }, console)).toBe(0);
    expect(alone).not.toMatch(/\bbroke\b|regression/);
    expect(said.join("")).toMatch(/\bbroke\b|regression/);
  },
);

test("pages of causes have no baseline", async () => {
  const { console } = listening();
  const { folder } = runsWith(passed);
  await expect(report(folder, { as: "causes", baseline: folder }, console)).rejects.toThrow(
    "pages of causes tell of no run before; give --baseline with another --as",
  );
});
