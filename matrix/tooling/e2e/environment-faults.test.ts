import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { begin, cli } from "./marked-process.ts";
import { eventually, startMatrix } from "./matrix-process.ts";

const few = ["run", "--preset", "quick", "--client", "node", "--server", "node"];

/** A command under limits that a shell sets. */
const limited = async (limits: string, argv: readonly string[], named?: string) => {
  const out = named ?? join(temporaryFolder(), "results");
  const child = spawn(
    "sh",
    ["-c", `${limits}; exec "$@"`, "sh", process.execPath, cli, ...argv, "--out", out],
    { cwd: places.root, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, CI: "true" } },
  );
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, stderr, out };
};

const linesOf = (out: string) =>
  readFileSync(join(out, "latest", "cells.jsonl"), "utf8")
    .trimEnd()
    .split("\n");

test("a file may not grow: one sentence, and every line that was written is whole", async () => {
  const { code, stderr, out } = await limited("ulimit -f 10", few);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      /^matrix: a file would be larger than this process may write: \S+ \(EFBIG of write\): .* with --resume goes on\n$/,
    ),
  });
  for (const line of linesOf(out).filter(Boolean)) expect(JSON.parse(line)).toHaveProperty("id");
});

test("too few descriptors: one sentence", async () => {
  const { code, stderr } = await limited("ulimit -n 32", few);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^matrix: [^\n]*descriptor[^\n]*ulimit -n[^\n]*\n$/),
  });
});

/** Namespaces of the test's own, where the machine allows them. */
const isolated = spawnSync("unshare", ["-n", "-m", "true"]).status === 0;

test.runIf(isolated)("a loopback interface that is down: one sentence, and no cell", async () => {
  const { code, stderr } = await limited('set -- unshare -n "$@"', few);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^matrix: [^\n]*127\.0\.0\.1[^\n]*ip link set lo up[^\n]*\n$/),
  });
});

test.runIf(isolated)("a machine without /proc does not know whose a listener is", async () => {
  const { code, stderr, out } = await limited(
    'set -- unshare -m sh -c \'umount -l /proc && exec "$@"\' sh "$@"',
    few,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const cells = linesOf(out).map((line) => JSON.parse(line));
  expect(cells.map(({ observed }) => observed.listener)).toEqual(cells.map(() => null));
});

test("too little processor time: one sentence, and what is finished is kept", async () => {
  const { code, stderr, out } = await limited("ulimit -S -t 1", ["run"]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^matrix: [^\n]*RLIMIT_CPU[^\n]*ulimit -t[^\n]*\n/),
  });
  for (const line of linesOf(out).filter(Boolean)) expect(JSON.parse(line)).toHaveProperty("id");
});

test("the working folder is gone: one sentence, and with --debug where", async () => {
  const leave = () => {
    const folder = mkdtempSync(join(tmpdir(), "gone-"));
    return `cd ${folder} && rmdir ${folder}`;
  };
  const sentence =
    "matrix: the working folder has been removed (ENOENT of uv_cwd): change to one that exists, as with cd /\n";
  expect((await limited(leave(), few, "results")).stderr).toBe(sentence);
  const { stderr } = await limited(leave(), [...few, "--debug"], "results");
  expect(stderr.startsWith(sentence)).toBe(true);
  expect(stderr).toMatch(/^ {4}at .*run\.ts/m);
});

test("a TMPDIR that is not there is one sentence", async () => {
  const run = startMatrix(few, { TMPDIR: "/no/such" });
  const { code } = await run.exit;
  expect({ code, stderr: run.stderr() }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^matrix: [^\n]*TMPDIR[^\n]*\n$/),
  });
});

test.for([
  ["a line feed", "a\nb"],
  ["the separator of handshake lines", "a|b"],
] as const)("a TMPDIR with %s costs no cell", async ([, name]) => {
  const temporary = join(temporaryFolder(), name);
  mkdirSync(temporary);
  const own = ["run", "--preset", "quick", "--client", "go", "--server", "go"];
  const run = startMatrix([...own, "--mode", "auto-mtls"], { TMPDIR: temporary });
  const { code } = await run.exit;
  expect({ code, stderr: run.stderr() }).toEqual({ code: 0, stderr: "" });
  expect(run.stdout()).toMatch(/^temporary files lie in \S+: the name "[^\n]*/m);
});

test("results that are removed in mid-run end it, and every process", async () => {
  const run = startMatrix(["run", "--client", "node", "--server", "node"]);
  const begun = () => existsSync(run.out) && readdirSync(run.out).includes("latest");
  expect(await eventually(begun, 20_000)).toBe(true);
  rmSync(run.out, { recursive: true, force: true });
  const { code } = await run.exit;
  expect({ code, stderr: run.stderr() }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      /^matrix: \S+cells\.jsonl was removed while the run went on; leave the folder of a run alone until it has ended\n$/,
    ),
  });
  expect(existsSync(run.out)).toBe(false);
  expect(await eventually(() => run.survivors().length === 0, 5000)).toBe(true);
});

/** Long enough for Node to open a debugger's port, which it does in some 20 ms and tells on standard error. */
const debuggerMs = 500;

test.for([
  ["a tap before an endpoint", ["--listen", "127.0.0.1:0", "--to", "127.0.0.1:9"]],
  [
    "a tap before a plugin",
    ["--", "sh", "-c", "trap : USR1; echo up; while :; do sleep 0.1; done"],
  ],
] as const)("SIGUSR1 opens no debugger's port in %s", async ([, argv]) => {
  const { child, printed, complained } = begin([
    process.execPath,
    cli,
    "tap",
    "--out",
    temporaryFolder(),
    ...argv,
  ]);
  expect(await eventually(() => printed().includes("\n"), 20_000)).toBe(true);
  child.kill("SIGUSR1");
  expect(await eventually(() => /debugger|inspector/i.test(complained()), debuggerMs)).toBe(false);
  expect(child.exitCode ?? child.signalCode).toBe(null);
});

test("nor in a run, nor in a program of Node's", async () => {
  const run = startMatrix(["run", "--client", "node", "--server", "node"]);
  const programs = () => run.survivors().filter((line) => line.includes("server.cjs"));
  expect(await eventually(() => programs().length > 0, 20_000)).toBe(true);
  run.child.kill("SIGUSR1");
  for (const program of programs()) {
    expect(program).toContain("--disable-sigusr1");
  }
  const { code } = await run.exit;
  expect({ code, stderr: run.stderr() }).toEqual({ code: 0, stderr: "" });
});
