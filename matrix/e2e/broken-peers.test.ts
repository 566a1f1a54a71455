import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../inputs/read-inputs.ts";
import { brokenPeers } from "../report/broken-peers.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

describe("broken peers", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "broken-peers"]);
    exit = await run.exit;
  }, 300_000);

  test("each is diagnosed with the cause and the side of its fault", () => {
    const { cells, counts } = run.results();
    const wrong = cells.filter(({ verdict }) => verdict !== "expected");
    expect(wrong.map(({ id, verdictReason }) => `${id}: ${verdictReason}`)).toEqual([]);
    expect(counts).toMatchObject({ cells: 432, notRun: 0, unsupported: 0 });
    expect(exit).toEqual({ code: 0, signal: null });
  });

  test("no cause is stated as decided that is not the expected one", () => {
    const { cells } = run.results();
    const decided = cells.filter(
      ({ verdict, causes }) => verdict !== "expected" && causes[0]?.decided,
    );
    expect(decided.map(({ id, causes }) => `${id}: ${causes[0]?.code}`)).toEqual([]);
  });

  test("docs/broken-peers.md is what this run gives", () => {
    const committed = readFileSync(join(root, "docs/broken-peers.md"), "utf8");
    expect(brokenPeers(run.results())).toBe(committed);
  });

  test("nothing is left behind", () => {
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
