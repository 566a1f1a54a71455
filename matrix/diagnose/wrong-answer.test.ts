import { describe, expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { JudgedStep } from "../domain/run-result.ts";
import { call, connection, report, stepReport } from "../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../tooling/test/http2.ts";
import { found, gist, judgedStep, symptoms } from "../tooling/test/symptoms.ts";

const corrupted =
  "expected 256 bytes with SHA-256 40aff2e9d2d8922e…, got 256 bytes with e3b0c44298fc1c14…";
const wrongStatus = "expected NOT_FOUND, got OK";

const symptomsOf = (...steps: readonly JudgedStep[]) => symptoms("proof", {}, { steps });

describe("a step that ended otherwise than the proof wants it", () => {
  test.for([
    ["missing-key-not-reported", judgedStep("get-missing", wrongStatus)],
    ["value-corrupted", judgedStep("get-exact", corrupted)],
    ["value-corrupted", judgedStep("concurrent", corrupted)],
    ["health-not-serving", judgedStep("health", "expected health SERVING, got NOT_SERVING")],
    ["step-incomplete", judgedStep("overwrite", "expected OK, got INTERNAL")],
  ] as const)("%s", ([code, step]) => {
    expect(gist(found(code, symptomsOf(judgedStep("put"), step)))).toEqual({
      side: "server",
      decided: true,
      quotes: [`client: ${step.name}: ${step.difference}`],
    });
  });

  test.for<readonly [CauseCode, string, JudgedStep]>([
    ["missing-key-not-reported", "another step", judgedStep("over-limit", wrongStatus)],
    ["health-not-serving", "a status", judgedStep("health", "expected OK, got UNAVAILABLE")],
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

describe("a client that reports what the server did not answer", () => {
  const answered = (...statuses: readonly string[]) => {
    const headers = statuses.map((grpcStatus, at) =>
      headerBlock({ stream: 2 * at + 1, grpcStatus }),
    );
    const http2 = http2Facts({ server: http2Side({ headers }) });
    return [connection({ wire: { ...connection().wire, http2 } })];
  };
  const reported = (...statuses: readonly string[]) =>
    report({ steps: statuses.map((status, at) => stepReport(`step ${at}`, call(status))) });
  const step = [judgedStep("put"), judgedStep("get-missing", wrongStatus)];
  const decided = (wire: readonly string[], said: readonly string[]) =>
    found(
      "missing-key-not-reported",
      symptoms(
        "proof",
        { connections: answered(...wire), report: reported(...said) },
        { steps: step, mode: "none" },
      ),
    )?.decided;

  test.for([
    ["the same", ["OK", "OK"], ["OK", "OK"], true],
    ["the same in another order", ["OK", "NOT_FOUND"], ["NOT_FOUND", "OK"], true],
    ["a status that the server never gave", ["OK", "OK"], ["OK", "NOT_FOUND"], false],
    ["one more of a status that it also gave", ["OK", "NOT_FOUND"], ["OK", "OK"], false],
    ["answers that were not seen", [], ["OK", "OK"], true],
    ["fewer answers than calls, as some were not seen", ["OK"], ["OK", "OK"], true],
  ] as const)("%s", ([, wire, said, expected]) => {
    expect(decided(wire, said)).toBe(expected);
  });
});

describe("a value that was put otherwise than it was told", () => {
  const data = (detail: string) =>
    ({ from: "client", endsAt: 9, name: "DATA", detail, seen: "clear" }) as const;
  const sending = (...details: readonly string[]) => {
    const frames = ["SETTINGS", ...details.map(() => "DATA")];
    const http2 = http2Facts({ client: http2Side({ frames }) });
    const wire = { ...connection().wire, http2, messages: details.map(data) };
    const evidence = { connections: [connection({ wire })] };
    return symptoms("proof", evidence, { steps: [judgedStep("get-exact", corrupted)] });
  };

  test.for([
    ["too few bytes for it", sending("14 bytes", "20 bytes"), "client", false],
    ["enough bytes", sending("14 bytes", "275 bytes"), "server", true],
    ["nobody could see", sending(), "server", true],
  ] as const)("%s", ([, of, side, decided]) => {
    expect(found("value-corrupted", of)).toMatchObject({ side, decided });
  });
});
