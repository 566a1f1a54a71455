import { describe, expect, test } from "vitest";
import type { CauseCode } from "../../domain/cause.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import { call, connection, failedReport, report, stepReport } from "../../test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../test/http2.ts";
import { found, gist, judgedStep, symptoms } from "../../test/symptoms.ts";

const corrupted =
  "expected 256 octets with SHA-256 40aff2e9d2d8922e…, got 256 octets with e3b0c44298fc1c14…";
const wrongStatus = "expected NOT_FOUND, got OK";

const symptomsOf = (...steps: readonly JudgedStep[]) => symptoms("proof", {}, { steps });

describe("a step that ended otherwise than the proof wants it", () => {
  test.for([
    ["missing-key-not-reported", judgedStep("get-missing", wrongStatus)],
    ["value-corrupted", judgedStep("get-exact", corrupted)],
    ["value-corrupted", judgedStep("concurrent", corrupted)],
    ["step-incomplete", judgedStep("health", "expected health SERVING, got NOT_SERVING")],
  ] as const)("%s", ([code, step]) => {
    expect(gist(found(code, symptomsOf(judgedStep("put"), step)))).toEqual({
      side: "server",
      decided: true,
      quotes: [`client: ${step.name}: ${step.difference}`],
    });
  });

  test.for<readonly [CauseCode, string, JudgedStep]>([
    ["missing-key-not-reported", "another step", judgedStep("over-limit", wrongStatus)],
    ["value-corrupted", "a status", judgedStep("get-exact", "expected OK, got NOT_FOUND")],
  ])("silent about %s: %s", ([code, , step]) => {
    expect(found(code, symptomsOf(judgedStep("put"), step))).toBeUndefined();
  });

  const codes = ["missing-key-not-reported", "value-corrupted", "step-incomplete"] as const;
  const steps = [judgedStep("get-missing", corrupted)];

  test("only the first step that failed counts", () => {
    const of = symptomsOf(judgedStep("overwrite", "expected OK, got INTERNAL"), ...steps);
    expect(codes.filter((code) => found(code, of))).toEqual(["step-incomplete"]);
  });

  test("silent: every step passed", () => {
    expect(codes.filter((code) => found(code, symptomsOf(judgedStep("put"))))).toEqual([]);
  });

  test("silent: it broke in another phase", () => {
    const of = symptoms("rpc", {}, { steps });
    expect(codes.filter((code) => found(code, of))).toEqual([]);
  });
});

describe("service-unimplemented", () => {
  const code = "service-unimplemented";

  const answered = (grpcStatus: string) => {
    const http2 = http2Facts({ server: http2Side({ headers: [headerBlock({ grpcStatus })] }) });
    return connection({ wire: { ...connection().wire, http2 } });
  };

  test.for([
    ["the server's own answer", "unknown service proto.KV", "UNIMPLEMENTED", "server", true],
    ["an answer that nobody saw", "unknown service proto.KV", null, null, false],
    ["a compression that is not known", "Decompressor not installed", "UNIMPLEMENTED", null, false],
  ] as const)("%s", ([, message, status, side, decided]) => {
    const of = symptoms("rpc", {
      ...(status && { connections: [answered(status)] }),
      report: failedReport("UNIMPLEMENTED", message),
    });
    expect(gist(found(code, of))).toEqual({
      side,
      decided,
      quotes: [`client: UNIMPLEMENTED: ${message}`],
    });
  });

  test.for([
    ["another status with that word in it", failedReport("INTERNAL", "UNIMPLEMENTED")],
    ["every call was answered", report()],
    ["there is no report", null],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, symptoms("rpc", { report: of }))).toBeUndefined();
  });
});

describe("deadline-exceeded", () => {
  const code = "deadline-exceeded";
  const late = failedReport("DEADLINE_EXCEEDED", "Deadline Exceeded", ["waiting for a picker"]);

  test("is only ever a candidate, with a next check", () => {
    const cause = found(code, symptoms("rpc", { report: late }));
    expect(gist(cause)).toEqual({
      side: null,
      decided: false,
      quotes: ["client: Deadline Exceeded", "client: waiting for a picker"],
    });
    expect(cause?.nextCheck).toEqual(expect.any(String));
  });

  test("silent: the wrapper's words without the status", () => {
    const evidence = { report: failedReport("UNAVAILABLE", "context deadline exceeded") };
    expect(found(code, symptoms("rpc", evidence))).toBeUndefined();
  });

  test("one late call among good ones is enough", () => {
    const steps = [stepReport("put", call("OK"), call("DEADLINE_EXCEEDED", "late"))];
    expect(found(code, symptoms("rpc", { report: report({ steps }) }))?.decided).toBe(false);
  });
});
