import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventually, startMatrix } from "./matrix-process.ts";
import {
  buildProgram,
  crossing,
  nodeBuild,
  nodePrograms,
  ownImplementation,
} from "./own-implementation.ts";

/** Half a second of grace, then force. */
const endLimitMs = 2000;

/** One whose first build waits until a file is there. */
const waiting = () =>
  ownImplementation("waiting", ({ folder }) => ({
    ...nodePrograms,
    build: [
      {
        title: "half",
        argv: ["{node}", buildProgram("half-then-waits.ts"), "{build}", join(folder, "ready")],
        inputs: [buildProgram("half-then-waits.ts")],
      },
    ],
  }));

describe("the end of the tool in a first build leaves nothing that runs, and the next run builds whole", () => {
  test.for(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)("%s", async (signal) => {
    const own = waiting();
    const ready = join(own.folder, "ready");
    const options = crossing([own], [[own.id, "node"]]);
    const run = startMatrix(options);
    expect(await eventually(() => existsSync(`${ready}.waiting`), 30_000)).toBe(true);
    run.child.kill(signal);
    const { code } = await run.exit;
    if (signal !== "SIGKILL") {
      expect({ code, stderr: run.stderr() }).toEqual({
        code: 1,
        stderr: `matrix: ended while ${own.id} was built (half); nothing was run\n`,
      });
      expect(run.survivors()).toEqual([]);
    }
    expect(await eventually(() => run.survivors().length === 0, endLimitMs)).toBe(true);
    expect(run.leftFiles()).toEqual([]);
    expect(readdirSync(own.build)).toEqual(["half"]);

    writeFileSync(ready, "");
    const next = startMatrix(options);
    expect((await next.exit).code).toBe(0);
    expect(next.stdout()).toContain(`built ${own.id}: half (`);
    expect(next.results().counts).toMatchObject({ cells: 1, passed: 1 });
  });
});

test("two runs at once build one after the other, and the second uses what the first built", async () => {
  const own = waiting();
  const ready = join(own.folder, "ready");
  const options = crossing([own], [[own.id, "node"]]);
  const first = startMatrix(options);
  expect(await eventually(() => existsSync(`${ready}.waiting`), 30_000)).toBe(true);
  const second = startMatrix(options);
  const told = `waiting for process ${first.child.pid} to build ${own.id}\n`;
  expect(await eventually(() => second.stdout().includes(told), 30_000)).toBe(true);
  first.child.kill("SIGKILL");
  writeFileSync(ready, "");
  expect((await second.exit).code).toBe(0);
  expect(second.stdout().split(told).length).toBe(2);
  expect(await eventually(() => first.survivors().length === 0, endLimitMs)).toBe(true);
});

describe("a build that fails", () => {
  const failing = () =>
    ownImplementation("failing", () => ({
      ...nodePrograms,
      build: [
        {
          title: "compile",
          argv: ["{node}", "-e", 'console.error("no such header"); process.exitCode = 1'],
          inputs: [buildProgram("makes-nothing.ts")],
        },
      ],
    }));

  test("costs its own cells alone, and says what to type", async () => {
    const own = failing();
    const cells = [["node", own.id] as const, ["node", "node"] as const];
    const run = startMatrix(crossing([own], cells));
    expect((await run.exit).code).toBe(1);
    const outcomes = run.results().cells.map(({ outcome }) => outcome);
    expect(outcomes).toEqual([
      {
        kind: "not-run",
        because: "build-failed",
        reason: expect.stringContaining(
          `its build failed: compile: no such header; by hand: cd ${own.folder} && `,
        ),
      },
      { kind: "passed" },
    ]);
  });

  test("for an input that never ends costs no more, at once", async () => {
    const own = ownImplementation("endless", ({ folder }) => {
      execFileSync("mkfifo", [join(folder, "pipe")]);
      return {
        ...nodePrograms,
        build: [{ title: "compile", argv: ["true"], inputs: ["pipe"] }],
      };
    });
    const cells = [["node", own.id] as const, ["node", "node"] as const];
    const run = startMatrix(crossing([own], cells));
    expect((await run.exit).code).toBe(1);
    expect(run.results().cells.map(({ outcome }) => outcome)).toEqual([
      {
        kind: "not-run",
        because: "build-failed",
        reason: `its build failed: its input ${own.folder}/pipe is a pipe; name files and folders of files`,
      },
      { kind: "passed" },
    ]);
  });

  test("is a fault where nothing else is left to run", async () => {
    const own = failing();
    const run = startMatrix(crossing([own], [[own.id, own.id]]));
    expect((await run.exit).code).toBe(2);
    expect(run.stderr()).toMatch(
      new RegExp(`^matrix: ${own.id}: its build failed: compile: no such header; by hand: .*\\n$`),
    );
  });

  test("for want of a product is one, though every step ended well", async () => {
    const own = ownImplementation("nothing", () => ({
      ...nodePrograms,
      build: [
        {
          title: "nothing",
          argv: ["{node}", buildProgram("makes-nothing.ts")],
          inputs: [buildProgram("makes-nothing.ts")],
        },
      ],
    }));
    const run = startMatrix(
      crossing(
        [own],
        [
          ["node", own.id],
          ["node", "node"],
        ],
      ),
    );
    expect((await run.exit).code).toBe(1);
    expect(run.results().cells[0]?.outcome).toEqual({
      kind: "not-run",
      because: "build-failed",
      reason: `its build failed: every step ended well and none made ${own.build}/server.mjs`,
    });
  });
});

describe("versions", () => {
  test("are known of a client that dies in the run", async () => {
    // Alive until the preparation has asked it, and never again.
    const own = ownImplementation("dying", ({ folder }) => ({
      ...nodePrograms,
      build: nodeBuild(
        "client",
        `import { existsSync, writeFileSync } from "node:fs";
         const flag = ${JSON.stringify(join(folder, "asked"))};
         if (existsSync(flag)) process.exit(3);
         writeFileSync(flag, "");`,
      ),
    }));
    const run = startMatrix(crossing([own], [[own.id, "node"]]));
    expect((await run.exit).code).toBe(1);
    const { implementations, cells } = run.results();
    const stack = implementations.find(({ id }) => id === "node")?.stack;
    expect(implementations.find(({ id }) => id === own.id)?.stack).toEqual(stack);
    expect(cells[0]?.outcome).toMatchObject({ kind: "not-run", because: "harness-fault" });
  });

  test("are asked of a client that dies at first again", async () => {
    const own = ownImplementation("late", ({ folder }) => ({
      ...nodePrograms,
      build: nodeBuild(
        "client",
        `import { appendFileSync, readFileSync } from "node:fs";
         const file = ${JSON.stringify(join(folder, "starts"))};
         appendFileSync(file, "x");
         if (readFileSync(file).length < 3) process.exit(3);`,
      ),
    }));
    const run = startMatrix(crossing([own], [[own.id, "node"]]));
    expect((await run.exit).code).toBe(0);
  });

  test("that a client never says cost the cells in which it is the client", async () => {
    const own = ownImplementation("silent", () => ({
      ...nodePrograms,
      build: nodeBuild("client", "process.exit(3);"),
    }));
    const run = startMatrix(
      crossing(
        [own],
        [
          [own.id, "node"],
          ["node", own.id],
        ],
      ),
    );
    expect((await run.exit).code).toBe(1);
    expect(run.stdout()).toContain(`${own.id} does not say its versions: client ${own.id} ended`);
    expect(run.results().cells.map(({ outcome }) => outcome)).toEqual([
      {
        kind: "not-run",
        because: "harness-fault",
        reason: `client ${own.id} ended (exit code 3) (describe, asked 3 times)`,
      },
      { kind: "passed" },
    ]);
  });
});
