import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { Misuse } from "../domain/misuse.ts";
import { compatibility } from "../report/compatibility.ts";
import { resultsSchema } from "../report/results-schema.ts";
import { cellEvidence, processEvidence } from "../test/evidence.ts";
import { cellResult, failedAt, runResult } from "../test/results.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { openRunFolder } from "./run-folder.ts";

const ids = ["go/go/none", "go:stock/node/auto-mtls/p521-p256", "go/go/tls/p256/tls=1.2"];
const plan = (...of: readonly string[]) => ({ preset: "small", cells: of.map(parseCellId) });
const passes = ids.map((id) => cellResult(id));

let out: string;

beforeEach(() => {
  out = join(temporaryFolder(), "results");
});

const begun = (runId = "run-1") => openRunFolder(out, runId, plan(...ids), false);
const resumed = (...of: readonly string[]) =>
  openRunFolder(out, "run-2", plan(...(of.length ? of : ids)), true);
const lines = (runId = "run-1") => readFileSync(join(out, runId, "cells.jsonl"), "utf8");
const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe("a new run", () => {
  test("has a line for each cell as it is added", async () => {
    const folder = await begun();
    expect(folder.path).toBe(join(out, "run-1"));
    expect(folder.done).toEqual([]);
    for (const [at, cell] of passes.entries()) {
      folder.add(cell, null, null);
      expect(
        lines()
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
      ).toEqual(passes.slice(0, at + 1));
    }
    expect(lines()).toMatch(/\n$/);
  });

  test("is what latest leads to, and the next one after it", async () => {
    await begun("run-1");
    expect(readlinkSync(join(out, "latest"))).toBe("run-1");
    await begun("run-2");
    expect(readlinkSync(join(out, "latest"))).toBe("run-2");
    expect(readdirSync(out).sort()).toEqual(["latest", "run-1", "run-2"]);
  });

  test("ends with its result and its table", async () => {
    const folder = await begun();
    const result = runResult(passes);
    await folder.finish(result);
    const stored = JSON.parse(readFileSync(join(folder.path, "results.json"), "utf8"));
    expect(resultsSchema.parse(stored)).toEqual(result);
    expect(readFileSync(join(folder.path, "compatibility.md"), "utf8")).toBe(compatibility(result));
  });
});

describe("a cell's evidence", () => {
  const evidence = cellEvidence({
    client: processEvidence({ stderr: "client's words\n" }),
    server: processEvidence({ stderr: "", shared: false }),
    handshakeLine: "1|1|tcp|127.0.0.1:1|grpc|",
  });

  test("of a failure lies in files of its own, an empty text in none", async () => {
    const folder = await begun();
    const cell = cellResult(ids[1] ?? "", failedAt("tls", "refused"));
    folder.add(cell, evidence, null);
    const own = join(folder.path, "cells", "go+stock", "node", "auto-mtls", "p521-p256");
    expect(filesUnder(own)).toEqual([
      "cell.json",
      "client-stderr.txt",
      "handshake-line.txt",
      "rerun.txt",
      "wire.json",
    ]);
    const text = (name: string) => readFileSync(join(own, name), "utf8");
    expect(text("client-stderr.txt")).toBe("client's words\n");
    expect(text("handshake-line.txt")).toBe("1|1|tcp|127.0.0.1:1|grpc|\n");
    expect(text("rerun.txt")).toBe("npm run matrix -- cell 'go:stock/node/auto-mtls/p521-p256'\n");
    expect(JSON.parse(text("wire.json"))).toEqual(evidence.connections);
    expect(JSON.parse(text("cell.json"))).toMatchObject({ id: cell.id, evidence });
  });

  test("of a pass is one file, and replaces an earlier try whole", async () => {
    const folder = await begun();
    folder.add(cellResult("go/go/none", failedAt("tls", "refused")), evidence, null);
    folder.add(cellResult("go/go/none"), cellEvidence(), null);
    expect(filesUnder(join(folder.path, "cells", "go", "go", "none"))).toEqual(["cell.json"]);
  });

  test("has no colon in any path", async () => {
    const folder = await begun();
    for (const cell of passes) folder.add(cell, evidence, null);
    await folder.finish(runResult(passes));
    expect(filesUnder(out).filter((path) => path.includes(":"))).toEqual([]);
  });
});

describe("resuming", () => {
  const file = () => join(out, "run-1", "cells.jsonl");

  test("goes on in the latest run with what is done", async () => {
    const folder = await begun();
    for (const cell of passes.slice(0, 2)) folder.add(cell, null, null);
    const again = await resumed();
    expect(again.path).toBe(folder.path);
    expect(again.done).toEqual(passes.slice(0, 2));
    expect(readdirSync(out).sort()).toEqual(["latest", "run-1"]);
  });

  test("a last line that was cut is dropped, and the next begins on a line of its own", async () => {
    const folder = await begun();
    folder.add(passes[0] as (typeof passes)[number], null, null);
    appendFileSync(file(), JSON.stringify(passes[1]).slice(0, 60));
    const again = await resumed();
    expect(again.done).toEqual([passes[0]]);
    await again.add(passes[1] as (typeof passes)[number], null, null);
    expect(
      lines()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(passes.slice(0, 2));
  });

  test("cells that were not run are tried again, those that failed are done", async () => {
    const folder = await begun();
    const failed = cellResult("go/go/none", failedAt("rpc", "lost"));
    folder.add(failed, null, null);
    folder.add(
      cellResult(ids[1] ?? "", { kind: "not-run", because: "interrupted", reason: "ended before" }),
      null,
      null,
    );
    expect((await resumed()).done).toEqual([failed]);
  });

  test("the same plan in another order is the same", async () => {
    await begun();
    await expect(resumed(...ids.toReversed())).resolves.toBeDefined();
  });

  test("a run that was killed before its first line is gone on with", async () => {
    await begun();
    writeFileSync(file(), "");
    expect((await resumed()).done).toEqual([]);
  });

  test("another plan is refused, and the latest run is left as it was", async () => {
    const folder = await begun();
    folder.add(passes[0] as (typeof passes)[number], null, null);
    const before = lines();
    for (const other of [
      ids.slice(1),
      [...ids, "node/node/none"],
      [...ids.slice(1), "node/node/none"],
    ]) {
      await expect(resumed(...other)).rejects.toThrow(
        new Misuse(
          `the latest run in ${out} was of preset small with 3 cells, not of this plan with ${other.length}; give the same preset and filters, or leave --resume out`,
        ),
      );
    }
    expect(lines()).toBe(before);
  });

  test("without a run is refused", async () => {
    await expect(resumed()).rejects.toThrow(
      new Misuse(`there is no run in ${out} to go on with; leave --resume out to begin one`),
    );
    expect(existsSync(out)).toBe(false);
  });
});

test("a folder that cannot be written is one sentence", async () => {
  const occupied = join(temporaryFolder(), "file");
  writeFileSync(occupied, "");
  const inside = join(occupied, "results");
  await expect(openRunFolder(inside, "run-1", plan(...ids), false)).rejects.toThrow(
    new Misuse(
      `cannot write results to ${inside} (ENOTDIR); name a folder that can be written: --out DIR`,
    ),
  );
});
