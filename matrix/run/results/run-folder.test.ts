import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { compatibility } from "../../report/compatibility.ts";
import { resultsSchema } from "../../report/results-schema.ts";
import { cellEvidence, processEvidence } from "../../tooling/test/evidence.ts";
import { provenCell, provenSteps } from "../../tooling/test/proven-cell.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import { smallDisk } from "../../tooling/test/small-disk.ts";
import { judgedStep } from "../../tooling/test/symptoms.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { latestRunFolder, newRunFolder } from "./run-folder.ts";

const ids = ["go/go/none", "go:stock/node/auto-mtls/p521-p256", "go/go/tls/p256/tls=1.2"];
const plan = (...of: readonly string[]) => ({
  preset: "small",
  cells: of.map(parseCellId),
  proof: { steps: provenSteps, deadlineMs: 5000, thirdParties: new Map() },
});
const passes = ids.map((id) => provenCell(id));

let out: string;

beforeEach(() => {
  out = join(temporaryFolder(), "results");
});

const begun = async (runId = "run-1") => newRunFolder(out, runId, plan(...ids), "moves", "npx it");
const resumed = (...of: readonly string[]) =>
  latestRunFolder(out, plan(...(of.length ? of : ids)), "npx it");
const lines = (runId = "run-1") => readFileSync(join(out, runId, "cells.jsonl"), "utf8");
const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const failedCell = (id: string) =>
  cellResult(id, failedAt("rpc", "lost"), {
    ...diagnosed(schemeNotOffered),
    steps: [judgedStep("put", "lost")],
  });
const undone = (id: string) =>
  cellResult(
    id,
    { kind: "not-run", because: "interrupted", reason: "ended before" },
    { programs: { client: null, server: null } },
  );

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

  test("beside latest leaves latest and what can be resumed alone", async () => {
    const first = await begun();
    const beside = newRunFolder(out, "run-2", plan("go/go/none"), "stays", "npx it");
    expect([beside.path, readlinkSync(join(out, "latest"))]).toEqual([join(out, "run-2"), "run-1"]);
    expect((await resumed()).path).toBe(first.path);
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
    folder.finish(result);
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
    expect(text("rerun.txt")).toBe("npx it cell 'go:stock/node/auto-mtls/p521-p256'\n");
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
    folder.finish(runResult(passes));
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
    again.add(passes[1] as (typeof passes)[number], null, null);
    expect(
      lines()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(passes.slice(0, 2));
  });

  test("cells that were not run are tried again, those that failed are done", async () => {
    const folder = await begun();
    const failed = failedCell("go/go/none");
    folder.add(failed, null, null);
    folder.add(undone(ids[1] ?? ""), null, null);
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

describe("what of an earlier run is damaged", () => {
  const path = (name: string) => join(out, "run-1", name);
  const add = async () => {
    const folder = await begun();
    for (const cell of passes) folder.add(cell, null, null);
  };

  test("a line in the middle costs its cell alone, and is named", async () => {
    await add();
    const [first = "", , last = ""] = lines().split("\n");
    const other = last.replace('"mode":"tls"', '"mode":"none"');
    writeFileSync(path("cells.jsonl"), `${first}\n{"id":\n${other}\n`);
    const { done, damages } = await resumed();
    expect(done).toEqual([passes[0]]);
    expect(damages).toEqual([
      `${path("cells.jsonl")}:2 is damaged: its cell is run again`,
      `${path("cells.jsonl")}:3: ${ids[2]} has another mode than its id says: it is run again`,
    ]);
  });

  test("cells of no plan are passed over, and named", async () => {
    await add();
    appendFileSync(path("cells.jsonl"), `${JSON.stringify(provenCell("x/y/none"))}\n`);
    const { done, damages } = await resumed();
    expect(done).toEqual(passes);
    expect(damages).toEqual([
      `${path("cells.jsonl")}:4: x/y/none is no cell of this plan, and is passed over`,
    ]);
  });

  test.for([
    ["null", "it is no plan"],
    ['{"preset":"small","cells":["../../x/none"]}', "it is no plan"],
    ["{", "it is no JSON"],
  ] as const)("plan.json %s", async ([content, why]) => {
    await add();
    writeFileSync(path("plan.json"), content);
    const before = lines();
    await expect(resumed()).rejects.toThrow(
      new Misuse(
        `${path("plan.json")} is damaged (${why}); leave --resume out to begin another run`,
      ),
    );
    expect(lines()).toBe(before);
  });

  test.for([
    ["plan.json", "is damaged (EISDIR); leave --resume out to begin another run"],
    [
      "cells.jsonl",
      "is not what a run wrote (it is a folder); move it away, or leave --resume out",
    ],
  ] as const)("%s is a folder", async ([name, sentence]) => {
    await add();
    rmSync(path(name));
    mkdirSync(path(name));
    await expect(resumed()).rejects.toThrow(new Misuse(`${path(name)} ${sentence}`));
  });
});

describe("latest is not the tool's own link", () => {
  const latest = () => join(out, "latest");
  const inTheWay = (kind: string) =>
    new Misuse(
      `${latest()} is a ${kind}, where this tool has a link to the newest of its own; move it away, or name another folder: --out DIR`,
    );

  test.for(["folder", "file"] as const)("a %s: it is left, and nothing else made", async (kind) => {
    mkdirSync(out);
    if (kind === "folder") mkdirSync(latest());
    else writeFileSync(latest(), "theirs");
    await expect(begun()).rejects.toThrow(inTheWay(kind));
    await expect(resumed()).rejects.toThrow(inTheWay(kind));
    expect(readdirSync(out)).toEqual(["latest"]);
  });

  test.for(["../elsewhere", "/etc", ".."])("a link to %s is no run", async (to) => {
    mkdirSync(out);
    symlinkSync(to, latest());
    await expect(resumed()).rejects.toThrow("there is no run in");
  });
});

describe("a fault of the machine in mid-run", () => {
  const [first, second, third] = passes as [CellResult, CellResult, CellResult];

  test("a full disk: what was finished is kept, and nothing more is written", async ({ skip }) => {
    const disk = smallDisk(40);
    if (disk === null) return skip();
    out = join(disk, "results");
    const folder = await begun();
    folder.add(first, cellEvidence(), null);
    const stderr = "x".repeat(200_000);
    const large = cellEvidence({ client: processEvidence({ stderr }) });
    const add = () => folder.add(second, { ...large, handshakeLine: stderr }, null);
    expect(add).toThrow(EnvironmentFault);
    expect(add).toThrow(
      /^no space left for \S+cell\.json \(ENOSPC of write\): free some, or name a folder on another device; the cells before are kept, and the same command with --resume goes on$/,
    );
    // A cell that ends while the processes are being ended says nothing.
    expect(() => folder.add(third, null, null)).toThrow(EnvironmentFault);
    expect(() => folder.finish(runResult(passes))).toThrow(EnvironmentFault);
    expect(lines()).toBe(`${JSON.stringify(first)}\n`);
    expect(filesUnder(out).filter((name) => /\/\.[^/]*$/.test(name))).toEqual([]);
  });

  test("a folder that was removed is not made again", async () => {
    const folder = await begun();
    folder.add(first, cellEvidence(), null);
    rmSync(folder.path, { recursive: true });
    expect(() => folder.add(second, cellEvidence(), null)).toThrow(
      `${join(folder.path, "cells.jsonl")} was removed while the run went on`,
    );
    expect(() => folder.finish(runResult(passes))).toThrow(EnvironmentFault);
    expect(existsSync(folder.path)).toBe(false);
  });
});

test("a cell's files are the owner's alone, the others as the umask says", async () => {
  const folder = await begun();
  const capture = { connections: [], secrets: "CLIENT_RANDOM 00 00\n" };
  folder.add(cellResult("go/go/none", failedAt("tls", "refused")), cellEvidence(), capture);
  folder.finish(runResult(passes));
  const modes = (root: string) =>
    new Set(
      readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => {
        const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
        return `${entry.isDirectory() ? "folder" : "file"} ${mode.toString(8)}`;
      }),
    );
  expect(modes(join(folder.path, "cells"))).toEqual(new Set(["folder 700", "file 600"]));
  const usual = 0o666 & ~process.umask();
  for (const name of ["plan.json", "cells.jsonl", "results.json", "compatibility.md"]) {
    expect(statSync(join(folder.path, name)).mode & 0o777).toBe(usual);
  }
});

test("a folder that cannot be written is one sentence", async () => {
  const occupied = join(temporaryFolder(), "file");
  writeFileSync(occupied, "");
  const inside = join(occupied, "results");
  expect(() => newRunFolder(inside, "run-1", plan(...ids), "moves", "npx it")).toThrow(
    new Misuse(
      `cannot write results to ${inside} (ENOTDIR); name a folder that can be written: --out DIR`,
    ),
  );
});
