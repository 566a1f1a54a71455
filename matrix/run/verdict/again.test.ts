import { expect, test } from "vitest";
import {
  cellResult,
  diagnosed,
  failedAt,
  schemeNotOffered,
  undecidedDeadline,
} from "../../tooling/test/results.ts";
import { withSecondRun, worthRunningAgain } from "./again.ts";

const id = "go/go/tls/p256";
const surprise = (over = {}) =>
  cellResult(id, failedAt("tls", "EOF"), {
    verdict: "unexpected",
    ...diagnosed(undecidedDeadline),
    ...over,
  });

test("a second run that passes makes the cell flaky, and both outcomes are kept", () => {
  expect(withSecondRun(surprise(), cellResult(id))).toMatchObject({
    outcome: failedAt("tls", "EOF"),
    again: { kind: "passed" },
    verdict: "flaky",
    verdictReason: "first failed at tls: EOF; then, alone, passed",
  });
});

test.for([
  ["the same end in other words", surprise({ outcome: failedAt("tls", "reset") }), "unexpected"],
  ["another phase", surprise({ outcome: failedAt("rpc", "EOF") }), "flaky"],
  ["another cause", surprise(diagnosed(schemeNotOffered)), "flaky"],
] as const)("%s", ([, second, verdict]) => {
  expect(withSecondRun(surprise(), second).verdict).toBe(verdict);
});

test("what a second run contradicts is not decided", () => {
  const first = surprise(diagnosed(schemeNotOffered));
  expect(withSecondRun(first, surprise()).diagnosis).toEqual({
    determinable: false,
    causes: [{ ...schemeNotOffered, decided: false, doubt: expect.stringMatching(/second run/) }],
    nextCheck: expect.any(String),
  });
  expect(withSecondRun(first, first).diagnosis).toEqual(first.diagnosis);
});

test("few unexpected failures are worth it; known ones, passes and many are not", () => {
  const known = surprise({ verdict: "expected" });
  const passed = cellResult(id, { kind: "passed" }, { verdict: "unexpected" });
  expect(worthRunningAgain([known, passed, surprise()])).toEqual([surprise()]);
  expect(worthRunningAgain(Array.from({ length: 6 }, () => surprise()))).toEqual([]);
});
