/** What hostile programs do to their launcher, and what a sweep finds of them: both launchers by the same tables. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../tooling/test/temporary-folder.ts";
import { onPath } from "./fallback/start-error.ts";
import {
  bothLaunchers,
  briefMs,
  fileWith,
  gone,
  guardOf,
  hostile,
  hostOf,
  line,
  newLimit,
  newMark,
  patientMs,
  rest,
  runs,
  sh,
  stopped,
  sweepOf,
} from "./under-test.ts";

const launchers = await bothLaunchers();

const fifo = (): string => {
  const path = join(temporaryFolder(), "fifo");
  execFileSync("mkfifo", [path]);
  return path;
};

const nothing = { type: "swept", left: [], remaining: [], status: 0 };

describe.runIf(process.platform === "linux").for(launchers)("the $kind launcher", (launcher) => {
  test.for([
    { name: "SIGTERM", how: "SIGTERM" as const },
    { name: "the end of control", how: null },
  ])("that is stopped obeys $name when it is continued", async ({ how }) => {
    const guard = guardOf(launcher, hostile("stops-its-launcher"));
    await stopped(guard.process.pid);
    if (how === null) guard.control.end();
    else guard.process.kill(how);
    guard.process.kill("SIGCONT");
    expect(await guard.status).toBe(5);
    expect(await guard.until("exit")).toMatchObject({ code: 5, remaining: [] });
  });

  test("in a plugin's place that is stopped obeys its order when it is continued", async () => {
    const host = await hostOf(launcher, hostile("stops-its-launcher"));
    await stopped(host.process.pid);
    host.order("stop");
    host.process.kill("SIGCONT");
    expect(await host.status).toBe(5);
    expect(await host.until("exit")).toMatchObject({ code: 5, remaining: [] });
  });

  test("kills a program that stops itself and its child", async () => {
    const guard = guardOf(launcher, hostile("stops-itself"), briefMs);
    const child = Number(await line(guard.stdout));
    const program = await guard.pid();
    await stopped(program);
    await stopped(child);
    guard.process.kill("SIGTERM");
    expect(await guard.status).toBe(137);
    await gone(child);
  });

  test("that is stopped is swept by its number, and its program with it", async () => {
    const mark = newMark();
    const marks = ["--mark", mark];
    const guard = guardOf(launcher, hostile("stops-its-launcher"), patientMs, marks);
    const program = Number(await line(guard.stdout));
    const { pid } = guard.process;
    await stopped(pid);
    const swept = await sweepOf(launcher, [...marks, "--pid", String(pid)]);
    expect(swept).toMatchObject({ remaining: [], status: 0 });
    expect(swept.left.map((process) => process.pid)).toEqual(
      expect.arrayContaining([pid, program]),
    );
    expect(await guard.status).toBe(null);
    await gone(program);
  });

  const settable = launcher.kind === "compiled" || onPath("prlimit") !== undefined;
  const byLimit = settable ? [{ program: "sheds-everything", by: "limit" }] : [];
  test.for([
    { program: "leaves-its-session", by: "mark" },
    { program: "leaves-its-session", by: "group" },
    ...byLimit,
    { program: "never-stays", by: "mark" },
    { program: "multiplies", by: "mark" },
  ])("$program that kills its launcher is swept by its $by", async ({ program, by }) => {
    const file = fileWith("", 0o600);
    const mark = newMark();
    const limit = newLimit();
    const marks = ["--mark", mark, "--limit-mark", limit];
    const guard = guardOf(launcher, hostile(program, file), patientMs, marks);
    const pid = Number(await line(guard.stdout));
    const heard = rest(guard.stdout);
    guard.stdin.write("now\n");
    expect(await guard.status).toBe(null);
    expect(by === "mark" || runs(pid)).toBe(true);
    const options = {
      mark: ["--mark", mark],
      limit: ["--mark", newMark(), "--limit-mark", limit],
      group: ["--mark", newMark(), "--group", String(pid)],
    }[by];
    const swept = await sweepOf(launcher, options ?? []);
    expect(swept).toMatchObject({ remaining: [], status: 0 });
    expect(swept.left.length).toBeGreaterThan(0);
    expect(swept.left.length).toBeLessThanOrEqual(100);
    await gone(pid);
    // Whoever is left, of whatever number, holds this stream, except what has closed it.
    await heard;
    expect(await sweepOf(launcher, marks)).toEqual(nothing);
  });

  test("marks the program, whatever its host has set", async () => {
    const [mark, limit] = [newMark(), newLimit()];
    const host = await hostOf(
      launcher,
      sh('echo "$HANDSHAKE_MATRIX_MARK"; cat /proc/self/limits >&2'),
      patientMs,
      ["--mark", mark, "--limit-mark", limit],
    );
    expect(await host.until("line")).toMatchObject({ text: mark });
    host.order("announce anything");
    const limits = String(await rest(host.stderr));
    const told = /^Max realtime timeout +(\S+) +(\S+)/m.exec(limits)?.slice(1);
    expect(told).toEqual(settable ? [limit, limit] : ["unlimited", "unlimited"]);
    await host.messages();
  });

  test("leaves a limit that is lower already", async () => {
    const [lower, limit] = [String(2 ** 49), newLimit()];
    const [command = "", ...own] = launcher.argv;
    const inner = [command, ...own, "guard", "--limit-mark", limit, "--"];
    const program = sh("exec cat /proc/self/limits");
    // The inner launcher has the outer one's limit, and descriptor 3 from the shell between them.
    const guard = guardOf(
      launcher,
      [...sh('exec 3<>"$0"; exec "$@"'), fifo(), ...inner, ...program],
      patientMs,
      ["--limit-mark", lower],
    );
    const told = /^Max realtime timeout +(\S+)/m.exec(String(await rest(guard.stdout)))?.[1];
    expect(told).toBe(settable ? lower : "unlimited");
  });

  test("sweeps nothing where there is nothing", async () => {
    const marks = ["--mark", newMark(), "--limit-mark", newLimit()];
    expect(await sweepOf(launcher, marks)).toEqual(nothing);
  });

  test("sweeps neither its ancestors nor what has another mark", async () => {
    const [mark, limit] = [newMark(), newLimit()];
    const marks = ["--mark", mark, "--limit-mark", limit];
    const bystander = guardOf(launcher, ["cat"], patientMs, [
      ...["--mark", `${mark}0`, "--limit-mark", String(Number(limit) + 1)],
    ]);
    await bystander.pid();
    const [command = "", ...own] = launcher.argv;
    // The sweep descends from what it is to sweep, by both marks and by its number.
    const guard = guardOf(
      launcher,
      [
        ...sh('sleep 3600 & "$@" --pid $$; echo still here'),
        ...["sh", command, ...own, "sweep", ...marks],
      ],
      patientMs,
      marks,
    );
    const swept = JSON.parse(await line(guard.stdout)) as { left: { command: string }[] };
    expect(swept).toMatchObject({ type: "swept", left: [{ command: "sleep 3600" }] });
    expect(await line(guard.stdout)).toBe("still here");
    bystander.stdin.end("still here too\n");
    expect(await line(bystander.stdout)).toBe("still here too");
    expect(await bystander.status).toBe(0);
  });

  /** A janitor; the test is its orchestrator, which ends by closing `input`. */
  const janitorOf = (options: readonly string[], folder: string) => {
    const [command = "", ...own] = launcher.argv;
    const child = spawn(command, [...own, "janitor", ...options, folder], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = once(child, "exit");
    return { input: child.stdin, ended, process: child };
  };

  const byLimitToo = settable ? (["run", "limit"] as const) : (["run"] as const);
  test.for(byLimitToo)("as a janitor ends what is left of a run, by its %s", async (by) => {
    const folder = join(temporaryFolder(), "run");
    mkdirSync(folder);
    const run = newMark();
    const limit = newLimit();
    const marked = (number: number) => [
      ...["--mark", `${run}0${number}`, "--limit-mark", String(Number(limit) + number)],
    ];
    const killed = guardOf(launcher, hostile("leaves-its-session"), patientMs, marked(1));
    const escaped = Number(await line(killed.stdout));
    killed.stdin.write("now\n");
    expect(await killed.status).toBe(null);
    // It stops its launcher, which is the orchestrator's to continue; with the orchestrator gone, nobody's.
    const halted = guardOf(launcher, hostile("stops-its-launcher"), patientMs, marked(2));
    const program = Number(await line(halted.stdout));
    await stopped(halted.process.pid);
    const bystander = guardOf(launcher, ["cat"], patientMs, marked(0));
    await bystander.pid();
    const options = {
      run: ["--run", `${run}0`],
      limit: ["--limit-mark", `${Number(limit) + 1}-${Number(limit) + 2}`],
    }[by];
    // The mark of the bystander is the run's too; its limit is not.
    if (by === "run") bystander.control.end();
    const janitor = janitorOf([...options, `--grace-ms=${briefMs}`], folder);
    janitor.input.end();
    await gone(escaped);
    await gone(program);
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: patientMs / 2 });
    if (by === "limit") {
      // The launcher bears the limit itself.
      expect(await halted.status).toBe(null);
      bystander.stdin.end();
      expect(await bystander.status).toBe(0);
    }
    // It stays for what processes without a mark may still write.
    janitor.process.kill("SIGKILL");
    await janitor.ended;
  });

  test("as a janitor has nothing to do after an orderly end", async () => {
    const options = ["--run", newMark(), "--limit-mark", newLimit()];
    const janitor = janitorOf(options, join(temporaryFolder(), "gone"));
    janitor.input.end();
    expect(await janitor.ended).toEqual([0, null]);
  });
});
