import { expect, test } from "vitest";
import type { CallReport, StepReport } from "../../domain/prove.ts";
import { checkClaims, checkShutdown } from "./claims.ts";
import { proofSteps } from "./steps.ts";

const proof = proofSteps(["put", "get-exact"], "00".repeat(8));
const put = proof[1]?.parts[0]?.expected[0]?.value;
if (!put) throw new Error("the second round reads no value back");

const step = (name: string, over: Partial<CallReport> = {}): StepReport => ({
  name,
  elapsedMs: 1,
  calls: [{ status: "OK", message: "", chain: [], ...over }],
});
const check = (connections: number, ...steps: readonly StepReport[]) =>
  checkClaims("x", { steps }, connections, proof);

test("an answer without a connection was given by nobody", () => {
  expect(() => check(0, step("put"))).toThrow(
    'client x reports status OK in step put, and never connected to the server (CONTRACT.md, "prove")',
  );
});

test.for([0, 255, 257, Number.MAX_SAFE_INTEGER])(
  "%i bytes do not have the digest of 256",
  (size) => {
    expect(() => check(1, step("put"), step("get-exact", { value: { ...put, size } }))).toThrow(
      `client x reports a value of ${size} bytes in step get-exact, with the SHA-256 of 256 others (CONTRACT.md, "prove")`,
    );
  },
);

test.for<readonly [string, number, readonly StepReport[]]>([
  ["an answer over a connection", 1, [step("put")]],
  ["a failure without one", 0, [step("put", { status: "UNAVAILABLE" })]],
  ["the value that was put", 1, [step("put"), step("get-exact", { value: put })]],
  [
    "another value",
    1,
    [step("put"), step("get-exact", { value: { size: 255, sha256: "0".repeat(64) } })],
  ],
  ["no value", 1, [step("put"), step("get-exact", { status: "NOT_FOUND", value: null })]],
])("may be: %s", ([, connections, steps]) => {
  check(connections, ...steps);
});

test.for([
  ["all", false, "the plugin ended when asked to, and the wire shows no such call"],
  ["all", true, null],
  ["part", false, null],
  ["some", false, null],
] as const)("an end, where the wire shows %s and its call %s", ([read, begun, fault]) => {
  const steps = [step("shutdown", { exited: true })];
  const shutdown = () => checkShutdown("x", { steps }, { read, showsBegun: () => begun });
  if (fault === null) shutdown();
  else expect(shutdown).toThrow(fault);
});
