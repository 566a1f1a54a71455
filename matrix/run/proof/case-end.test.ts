import { expect, test } from "vitest";
import { interopCaseNamed } from "../../behaviours/interop/interop-cases.ts";
import { kvClient, kvServer } from "../../tooling/test/kv.ts";
import { tapTo } from "../../tooling/test/sockets.ts";
import { judgedCaseEnd } from "./case-end.ts";
import type { ProgramEnd } from "./program-end.ts";

const exit = { code: 0, signal: null, coreDumped: false, left: [] };
const end = { kind: "exited", exit, reason: null } as unknown as ProgramEnd["end"];
const succeeded: ProgramEnd = { end, elapsedMs: 1, kind: "succeeded" };
const failed: ProgramEnd = { end, elapsedMs: 1, kind: "failed", difference: "ended with 1" };
const overdue: ProgramEnd = { end, elapsedMs: 1, kind: "overdue", difference: "did not end" };

/** A server without the service answers as one does that is asked for a method that it has not. */
const called = async (how: ProgramEnd, paths: readonly string[]) => {
  const one = interopCaseNamed("unimplemented_service");
  if (!one) throw new Error("the case is gone");
  const tap = await tapTo(await kvServer("clear"));
  const { put, call } = await kvClient(tap.endpoint, "clear");
  await put("k", Buffer.from("v"));
  for (const path of paths) await call(path, Buffer.alloc(0)).catch(() => {});
  return judgedCaseEnd(how, one, { connections: tap.connections, keyLogs: [] });
};

const own = ["/grpc.testing.UnimplementedService/UnimplementedCall"];

test("a case that passed shows its end and its calls", async () => {
  expect(await called(succeeded, own)).toMatchObject({
    steps: [
      { name: "behaviour", passed: true },
      { name: "exit", passed: true },
    ],
    client: "in-time",
    calls: "on the wire",
    behaviour: { name: "unimplemented_service", findings: [] },
  });
});

test("a program that fails with its calls on the wire has failed the case", async () => {
  expect(await called(failed, own)).toMatchObject({
    steps: [{ name: "behaviour", passed: false }],
    behaviour: { findings: [{ by: "client" }] },
  });
  expect(await called(overdue, own)).toMatchObject({ client: "overdue" });
});

test("one without a call has failed before it", async () => {
  expect(await called(failed, [])).toMatchObject({
    steps: [{ name: "exit", passed: false, difference: "ended with 1" }],
    calls: "unseen",
    behaviour: null,
  });
});
