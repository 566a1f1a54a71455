/** What hostile programs do to their launcher, and what a sweep finds of them: both launchers by the same tables. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
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
    expect(await line(guard.stdout)).toBe("stopped");
    const { pid = 0 } = guard.process;
    await stopped(pid);
    if (how === null) guard.control.end();
    else guard.process.kill(how);
    guard.process.kill("SIGCONT");
    expect(await guard.status).toBe(5);
    expect(await guard.until("exit")).toMatchObject({ code: 5, remaining: [] });
  });

  test("in a plugin's place that is stopped obeys its order when it is continued", async () => {
    const host = await hostOf(launcher, hostile("stops-its-launcher"));
    expect(await line(host.stderr)).toBe("stopped");
    await stopped(host.process.pid ?? 0);
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
    expect(await line(guard.stdout)).toBe("stopped");
    const program = await guard.pid();
    const { pid } = guard.process;
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
});
