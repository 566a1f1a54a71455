import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { places } from "../../places.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";
import {
  crossing,
  nodeBuild,
  nodePrograms,
  type OwnImplementation,
  ownImplementation,
} from "./own-implementation.ts";

const cellOf = (run: MatrixProcess, server: string) =>
  run.results().cells.find((cell) => cell.server === server);

const programOf = (run: MatrixProcess, id: string) =>
  run.results().implementations.find((one) => one.id === id)?.program;

describe("no cell is green with the program of another", () => {
  test("whose folder bears its name", async () => {
    const evil = ownImplementation("go", () => ({
      server: ["{build}/server"],
      client: ["{build}/client"],
    }));
    const run = startMatrix(
      crossing(
        [evil],
        [
          ["node", evil.id],
          ["node", "go"],
        ],
      ),
    );
    expect((await run.exit).code).toBe(1);
    expect(cellOf(run, evil.id)).toMatchObject({
      outcome: {
        kind: "not-run",
        because: "build-failed",
        reason: `its manifest starts ${evil.build}/server and has no step that builds it`,
      },
      programs: { client: null, server: null },
    });
    expect(cellOf(run, "go")?.outcome.kind).toBe("passed");
  });

  test("whose folder is called the same", async () => {
    const said = (name: string) => `process.stderr.write("this is ${name}\\n");`;
    const [one, two] = ["one", "two"].map((name) =>
      ownImplementation("same", () => ({
        ...nodePrograms,
        build: nodeBuild("both", said(name)),
      })),
    ) as [OwnImplementation, OwnImplementation];
    const run = startMatrix(
      crossing(
        [one, two],
        [
          ["node", one.id],
          ["node", two.id],
        ],
      ),
    );
    expect((await run.exit).code).toBe(0);
    for (const [own, name] of [
      [one, "one"],
      [two, "two"],
    ] as const) {
      expect(readFileSync(join(own.build, "server.mjs"), "utf8")).toContain(`this is ${name}\\n`);
      expect(cellOf(run, own.id)?.programs).toEqual({
        client: programOf(run, "node"),
        server: programOf(run, own.id),
      });
    }
    expect(programOf(run, one.id)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(programOf(run, one.id)).not.toBe(programOf(run, two.id));
  });

  test("that another puts into its place while the run goes on", async () => {
    const victim = ownImplementation("victim", () => ({ ...nodePrograms, build: nodeBuild() }));
    const file = join(victim.build, "server.mjs");
    const evil = ownImplementation("evil", () => ({
      ...nodePrograms,
      build: nodeBuild(
        "server",
        `import { appendFileSync } from "node:fs";
         if (process.env.KV_SERVER_CONFIG?.includes('"none"')) appendFileSync(${JSON.stringify(file)}, "// not what was built\\n");`,
      ),
    }));
    const options = crossing(
      [victim, evil],
      [
        ["node", victim.id],
        ["node", evil.id],
      ],
    );
    const run = startMatrix(options);
    expect((await run.exit).code).toBe(1);
    const withdrawn = cellOf(run, victim.id);
    expect(withdrawn?.outcome).toMatchObject({
      kind: "not-run",
      because: "harness-fault",
      reason: expect.stringContaining(`${file} was changed while the run went on`),
    });
    expect(withdrawn?.programs).toEqual({ client: null, server: null });
    expect(cellOf(run, evil.id)?.outcome.kind).toBe("passed");
    const lines = readFileSync(join(run.out, "latest", "cells.jsonl"), "utf8")
      .trim()
      .split("\n");
    const last = lines.map((line) => JSON.parse(line)).findLast(({ id }) => id === withdrawn?.id);
    expect(last.outcome.kind).toBe("not-run");

    const resumed = startMatrix([...options, "--resume", "--out", run.out]);
    expect((await resumed.exit).code).toBe(0);
    expect(resumed.stdout()).toContain(
      `rebuilding ${victim.id}: ${relative(places.root, file)} was changed since it was built\n`,
    );
    expect(run.results().counts).toMatchObject({ cells: 2, passed: 2 });
    expect(readFileSync(file, "utf8")).not.toContain("not what was built");
  });

  test("to which a link leads by now", async () => {
    const other = ownImplementation("other", () => ({ ...nodePrograms, build: nodeBuild() }));
    const own = ownImplementation("own", () => ({ ...nodePrograms, build: nodeBuild() }));
    const options = crossing(
      [own, other],
      [
        ["node", own.id],
        ["node", other.id],
      ],
    );
    const first = startMatrix(options);
    expect((await first.exit).code).toBe(0);
    rmSync(join(own.build, "server.mjs"));
    symlinkSync(join(other.build, "server.mjs"), join(own.build, "server.mjs"));
    const run = startMatrix(options);
    expect((await run.exit).code).toBe(0);
    expect(run.stdout()).toContain(
      `server.mjs was replaced by a link to ${join(other.build, "server.mjs")} since it was built\n`,
    );
    expect(programOf(run, own.id)).toBe(programOf(first, own.id));
  });
});

test("two manifests with one id are refused", async () => {
  const own = ownImplementation("one", () => nodePrograms);
  const twin = ownImplementation("two", () => nodePrograms, own.id);
  const run = startMatrix(crossing([own, twin], [["node", own.id]]));
  expect((await run.exit).code).toBe(2);
  expect(run.stderr()).toBe(`matrix: two manifests describe ${own.id}; ids must differ\n`);
});

test("a launcher that is not what was built is named and built again", async () => {
  const folder = temporaryFolder();
  const told: string[] = [];
  const ensured = () => ensureLauncher(folder, (text) => void told.push(text), {});
  const [binary = ""] = (await ensured()).argv;
  const before = readFileSync(binary);
  writeFileSync(binary, "#!/bin/sh\nexit 0\n");
  await ensured();
  expect(told).toContain(`rebuilding launcher: ${binary} was changed since it was built`);
  expect(readFileSync(binary).equals(before)).toBe(true);
  expect(binary.startsWith(places.builds)).toBe(false);
});
