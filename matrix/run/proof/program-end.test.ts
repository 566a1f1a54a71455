import { describe, expect, test } from "vitest";
import { kvClient, kvServer } from "../../tooling/test/kv.ts";
import { tapTo } from "../../tooling/test/sockets.ts";
import { fallbackLauncher } from "../supervise/launcher-build.ts";
import { start } from "../supervise/start.ts";
import { judgedEnd, programEnd, reactionOf } from "./program-end.ts";

const program = (source: string) =>
  start({
    launcher: fallbackLauncher.argv,
    argv: [process.execPath, "--eval", source],
    environment: {},
    onLine: null,
    lineLimitBytes: 0,
  });

const longMs = 60_000;
const success = { path: "/proto.KV/Get", prints: "done" };

test.for([
  ["ends with 0 and its words", "console.log('all done')", "succeeded", undefined],
  ["prints its words as an error", "console.error('done')", "succeeded", undefined],
  [
    "ends with 0 and other words",
    "console.log('well')",
    "failed",
    "ended with exit code 0, and did not print done",
  ],
  [
    "ends otherwise",
    "console.log('done'); console.error('no route'); process.exitCode = 3",
    "failed",
    "ended with exit code 3: no route",
  ],
  ["is killed", "process.kill(process.pid, 'SIGKILL')", "failed", "ended with SIGKILL: no words"],
] as const)("a program that %s has %s", async ([, source, kind, difference]) => {
  const end = await programEnd(program(source), success, longMs);
  expect([end.kind, "difference" in end ? end.difference : undefined]).toEqual([kind, difference]);
});

test("a program that does not end is ended, and was overdue", async () => {
  const process = program("setInterval(() => {}, 1000)");
  const end = await programEnd(process, success, 1);
  expect(end).toMatchObject({ kind: "overdue", difference: "did not end within 1 ms" });
  expect(process.hasEnded()).toBe(true);
});

describe("what the wire has to show", () => {
  const succeeded = async () => programEnd(program("console.log('done')"), success, longMs);
  const called = async (path: string) => {
    const tap = await tapTo(await kvServer("clear"));
    const { put, call } = await kvClient(tap.endpoint, "clear");
    await put("k", Buffer.from("v"));
    await call(path, Buffer.from([10, 1, 107]));
    return judgedEnd(await succeeded(), success, tap.connections, []);
  };

  test("a call of its path that was answered", async () => {
    expect(await called(success.path)).toMatchObject({
      step: { name: "exit", passed: true, difference: null },
      client: "in-time",
      calls: "on the wire",
    });
  });

  test("a success without that call is none", async () => {
    expect(await called("/proto.KV/Set")).toMatchObject({
      step: {
        passed: false,
        difference:
          "ended as after a success, and the wire shows no call of /proto.KV/Get that was answered with OK",
      },
      calls: "unseen",
    });
  });

  test("what nobody can read decides nothing", async () => {
    const tap = await tapTo(await kvServer("TLSv1.3"));
    const { put } = await kvClient(tap.endpoint, "TLSv1.3");
    await put("k", Buffer.from("v"));
    expect(judgedEnd(await succeeded(), success, tap.connections, [])).toMatchObject({
      step: { passed: true },
      calls: "unseen",
    });
  });
});

test("a decoy hears of a success as a call that was answered, and of all else in the program's words", async () => {
  const good = await programEnd(program("console.log('done')"), success, longMs);
  const bad = await programEnd(program("process.exitCode = 1"), success, longMs);
  expect([reactionOf(good), reactionOf(bad)]).toMatchObject([
    { kind: "called", status: "OK" },
    { kind: "called", status: undefined, message: "ended with exit code 1: no words" },
  ]);
});
