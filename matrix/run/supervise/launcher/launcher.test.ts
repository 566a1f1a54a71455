/** What a launcher is held to as a guard: the compiled one and the fallback by the same tables. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../tooling/test/temporary-folder.ts";
import {
  bothLaunchers,
  briefMs,
  type Guard,
  gone,
  guardOf,
  line,
  patientMs,
  rest,
  sh,
} from "./under-test.ts";

const launchers = await bothLaunchers();

const polite = "trap 'exit 5' TERM; echo ready; while :; do sleep 60 & wait; done";
const stubborn = "trap '' TERM; echo ready; while :; do sleep 60; done";

describe.for(launchers)("the $kind launcher as a guard", (launcher) => {
  const cpuMs = { compiled: expect.any(Number), fallback: 0 }[launcher.kind];

  test.for([
    { name: "success", script: "exit 0", code: 0, status: 0 },
    { name: "failure", script: "exit 3", code: 3, status: 3 },
    { name: "highest code", script: "exit 255", code: 255, status: 255 },
    { name: "kills itself", script: "kill -KILL $$", signal: "SIGKILL", status: 137 },
    { name: "aborts", script: "kill -ABRT $$", signal: "SIGABRT", status: 134 },
    { name: "segmentation fault", script: "kill -SEGV $$", signal: "SIGSEGV", status: 139 },
  ])("tells the end: $name", async ({ script, code = null, signal = null, status }) => {
    const guard = guardOf(launcher, sh(script));
    expect(await guard.messages()).toEqual([
      { type: "started", pid: expect.any(Number) },
      { type: "exit", code, signal, left: [], remaining: [], cpuMs },
    ]);
    expect(await guard.status).toBe(status);
  });

  test.runIf(process.platform === "linux").for(
    [
      { kind: "compiled", told: { code: null, signal: "signal 40" }, status: 168 },
      { kind: "fallback", told: { code: 0, signal: null }, status: 0 },
    ].filter(({ kind }) => kind === launcher.kind),
  )("tells a real-time signal as $told", async ({ told, status }) => {
    const guard = guardOf(launcher, sh("kill -40 $$"));
    expect(await guard.until("exit")).toMatchObject(told);
    expect(await guard.status).toBe(status);
  });

  test("runs its program in a folder", async () => {
    const folder = realpathSync(temporaryFolder());
    const guard = guardOf(launcher, ["./where"], patientMs, ["--folder", folder]);
    expect(await guard.messages()).toEqual([
      { type: "not-started", error: "./where: no such file", reason: "no such file" },
    ]);
    writeFileSync(join(folder, "where"), "#!/bin/sh\npwd\n", { mode: 0o755 });
    const second = guardOf(launcher, ["./where"], patientMs, ["--folder", folder]);
    expect(await line(second.stdout)).toBe(folder);
    const missing = guardOf(launcher, ["true"], patientMs, ["--folder", join(folder, "missing")]);
    expect(await missing.messages()).toEqual([
      {
        type: "not-started",
        error: `${folder}/missing: no such folder`,
        reason: "no such file",
      },
    ]);
  });

  test("passes streams on", async () => {
    const guard = guardOf(launcher, ["cat"]);
    const sent = Buffer.alloc(400_000, "00ff0a78", "hex");
    guard.stdin.end(sent);
    expect((await rest(guard.stdout)).equals(sent)).toBe(true);
    expect(await guard.status).toBe(0);
  });

  test("keeps descriptor 3 to itself", async () => {
    const guard = guardOf(launcher, sh("if (: >&3) 2>/dev/null; then exit 9; fi"));
    expect(await guard.status).toBe(0);
  });

  test("does not hold the program's standard input", async () => {
    const guard = guardOf(launcher, sh("exec <&-; echo closed; sleep 3600"));
    const refused = once(guard.stdin, "error");
    await line(guard.stdout);
    // The launcher lets go of it just after the start.
    await vi.waitFor(() => {
      guard.stdin.write("nobody reads this");
      expect(guard.stdin.errored).not.toBe(null);
    }, patientMs);
    expect(await refused).toMatchObject([{ code: "EPIPE" }]);
  });

  const { SIGTERM, SIGINT, SIGHUP, hangUp } = {
    SIGTERM: (guard: Guard) => void guard.process.kill("SIGTERM"),
    SIGINT: (guard: Guard) => void guard.process.kill("SIGINT"),
    SIGHUP: (guard: Guard) => void guard.process.kill("SIGHUP"),
    hangUp: (guard: Guard) => void guard.control.end(),
  };
  test.for([
    { name: "SIGTERM", script: polite, graceMs: patientMs, how: SIGTERM, status: 5 },
    { name: "SIGINT", script: polite, graceMs: patientMs, how: SIGINT, status: 5 },
    { name: "SIGHUP", script: polite, graceMs: patientMs, how: SIGHUP, status: 5 },
    { name: "end of control", script: polite, graceMs: patientMs, how: hangUp, status: 5 },
    { name: "ignored SIGTERM", script: stubborn, graceMs: briefMs, how: SIGTERM, status: 137 },
    { name: "ignored end", script: stubborn, graceMs: briefMs, how: hangUp, status: 137 },
  ])("ends its program on $name", async ({ script, graceMs, how, status }) => {
    const guard = guardOf(launcher, sh(script), graceMs);
    const pid = await guard.pid();
    await line(guard.stdout);
    how(guard);
    expect(await guard.status).toBe(status);
    expect(await guard.messages()).toMatchObject([{ type: "started" }, { type: "exit" }]);
    await gone(pid);
  });

  test("ends its program when the orchestrator has gone", async () => {
    const guard = guardOf(launcher, sh(stubborn), briefMs);
    const pid = await guard.pid();
    await line(guard.stdout);
    guard.control.destroy();
    expect(await guard.status).toBe(137);
    await gone(pid);
  });

  test.runIf(process.platform === "linux")("takes its program along when killed", async () => {
    const guard = guardOf(launcher, sh("trap '' TERM; echo ready; exec sleep 3600"));
    const pid = await guard.pid();
    await line(guard.stdout);
    guard.process.kill("SIGKILL");
    await gone(pid);
  });

  // Both end what stays in the group; only a subreaper finds, and can name, what has left it.
  const settled = "until grep -aq ^sleep /proc/$!/cmdline; do :; done; echo $!; exit 4";
  test.runIf(process.platform === "linux").for([
    {
      name: "in the group",
      script: `sleep 3600 & ${settled}`,
      compiled: { left: ["sleep 3600"], ends: true },
      fallback: { left: [], ends: true },
    },
    {
      name: "in a session of its own",
      script: `setsid sleep 3600 & ${settled}`,
      compiled: { left: ["sleep 3600"], ends: true },
      fallback: { left: [], ends: false },
    },
  ])("what a program leaves $name", async ({ script, ...by }) => {
    const { left, ends } = by[launcher.kind];
    const guard = guardOf(launcher, sh(script));
    const daemon = Number(await line(guard.stdout));
    expect(await guard.until("exit")).toMatchObject({
      code: 4,
      left: left.map((command) => ({ pid: daemon, command })),
    });
    expect(await guard.status).toBe(4);
    // It fails if the fallback did find it.
    if (!ends) process.kill(daemon, "SIGKILL");
    await gone(daemon);
  });
});

describe.for(launchers)("the $kind launcher", ({ argv: [command = "", ...own] }) => {
  const expected =
    "launcher: expected guard, plugin, sweep, janitor or far-ends; see the head of main.go";
  test.for([
    { words: [], sentence: expected },
    { words: ["gaurd"], sentence: expected },
    { words: ["guard"], sentence: "launcher guard: expected -- and the program to run" },
    { words: ["guard", "--"], sentence: "launcher guard: expected -- and the program to run" },
    { words: ["guard", "--grace-ms"], sentence: "launcher: --grace-ms has no value" },
    {
      words: ["guard", "--grace-ms=-1", "--", "true"],
      sentence: "launcher: --grace-ms -1 is no number of milliseconds",
    },
    { words: ["guard", "--limit", "1"], sentence: "launcher: unknown option --limit" },
    {
      words: ["guard", "--", "true"],
      sentence: "launcher guard: descriptor 3 is no pipe or socket from an orchestrator",
    },
    { words: ["plugin", "--socket=s"], sentence: "launcher plugin: expected --socket and --token" },
    {
      words: ["plugin", "--socket=s", "--token=t", "--"],
      sentence: "launcher plugin: expected the program to run after --",
    },
    {
      words: ["plugin", "--socket=/missing/s", "--token=t", "--", "true"],
      sentence: "launcher plugin: /missing/s: no such file or directory",
    },
    {
      words: ["guard", "--mark=abcdef0", "--", "true"],
      sentence: "launcher: --mark abcdef0 is no mark of 8 to 32 digits in lower-case hex",
    },
    {
      words: ["plugin", "--mark=ABCDEF01"],
      sentence: "launcher: --mark ABCDEF01 is no mark of 8 to 32 digits in lower-case hex",
    },
    {
      words: ["guard", "--limit-mark=0", "--", "true"],
      sentence: "launcher: --limit-mark 0 is no limit",
    },
    {
      words: ["guard", "--limit-mark=1-2", "--", "true"],
      sentence: "launcher: --limit-mark 1-2 is no limit",
    },
    { words: ["sweep"], sentence: "launcher sweep: expected --mark, and nothing but options" },
    {
      words: ["sweep", "--mark=0123abcd", "--"],
      sentence: "launcher sweep: expected --mark, and nothing but options",
    },
    {
      words: ["sweep", "--mark=0123abcd", "--pid=1"],
      sentence: "launcher: --pid 1 is no process",
    },
    {
      words: ["sweep", "--mark=0123abcd", "--group=-5"],
      sentence: "launcher: --group -5 is no process",
    },
    {
      words: ["sweep", "--mark=0123abcd", "--limit-mark=2-1"],
      sentence: "launcher: --limit-mark 2-1 is no limit",
    },
    { words: ["janitor"], sentence: "launcher janitor: expected one folder" },
    {
      words: ["janitor", "--run", "x", "folder"],
      sentence: "launcher: --run x is no mark of 8 to 32 digits in lower-case hex",
    },
  ])("names its misuse: $words", async ({ words, sentence }) => {
    const child = spawn(command, [...own, ...words], {
      stdio: ["ignore", "ignore", "pipe", "ignore"],
    });
    const status = once(child, "exit");
    expect(String(await rest(child.stderr as NonNullable<typeof child.stderr>))).toBe(
      `${sentence}\n`,
    );
    expect(await status).toEqual([2, null]);
  });

  test("as a janitor removes the folder when its input ends", async () => {
    const folder = join(temporaryFolder(), "run");
    mkdirSync(join(folder, "keys"), { recursive: true });
    const child = spawn(command, [...own, "janitor", folder], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = once(child, "exit");
    expect(existsSync(folder)).toBe(true);
    child.stdin?.end();
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: patientMs / 2 });
    // It stays for what dying processes may still write.
    child.kill("SIGKILL");
    await ended;
  });
});
