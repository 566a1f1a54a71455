import { expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  schemeNotOffered,
  undecidedDeadline,
} from "../../tooling/test/results.ts";
import { changeOf, isRegression } from "./changes.ts";

const id = "go/go/tls/p256";
const unexpected = { verdict: "unexpected" } as const;
const passed = cellResult(id);
const failed = (reason: string, over: Partial<CellResult> = {}) =>
  cellResult(id, failedAt("tls", reason), { ...diagnosed(schemeNotOffered), ...over });
const undiagnosed = (reason: string, phase: "tls" | "rpc" = "tls") =>
  cellResult(id, failedAt(phase, reason), {
    ...diagnosed({ ...schemeNotOffered, code: "undiagnosed", side: null }),
  });
const unsupported = cellResult(id, { kind: "unsupported", by: "go", reason: "no knob" });
const timedOut = cellResult(
  id,
  { kind: "timed-out", phase: "tls", limitMs: 1 },
  {
    ...diagnosed(undecidedDeadline),
  },
);
const notRun = (over: Partial<CellResult>) =>
  cellResult(id, { kind: "not-run", because: "build-failed", reason: "x" }, over);

test.for<readonly [string, CellResult, CellResult, string | null]>([
  ["passes still", passed, passed, null],
  ["passed, fails as it is known to", passed, failed("lost"), "broke, regression"],
  ["passed, is unsupported", passed, unsupported, "broke, regression"],
  ["failed, passes", failed("lost"), passed, "mended, news"],
  [
    "failed, passes against an expectation",
    failed("lost"),
    { ...passed, ...unexpected },
    "mended, news",
  ],
  ["fails in other words", failed("port 1"), failed("port 2"), null],
  ["fails undiagnosed in other words", undiagnosed("port 1"), undiagnosed("port 2"), null],
  [
    "fails undiagnosed in another phase",
    undiagnosed("a"),
    undiagnosed("a", "rpc"),
    "cause changed, news",
  ],
  ["fails for another cause", failed("a"), timedOut, "cause changed, news"],
  [
    "fails for another cause, and is a surprise",
    failed("a"),
    { ...timedOut, ...unexpected },
    "cause changed, regression",
  ],
  [
    "fails on another side",
    failed("a"),
    failed("a", diagnosed({ ...schemeNotOffered, side: "server" })),
    "cause changed, news",
  ],
  ["was unsupported, fails", unsupported, failed("a"), "cause changed, news"],
  [
    "fails as before, against new expectations",
    failed("a"),
    failed("a", unexpected),
    "new surprise, regression",
  ],
  ["was a surprise, and is still", failed("a", unexpected), failed("a", unexpected), null],
  ["was a surprise, and is known", failed("a", unexpected), failed("a"), null],
  [
    "passes, and another run did not",
    passed,
    { ...passed, verdict: "flaky" },
    "new surprise, regression",
  ],
  ["ran, and may be missing", passed, notRun({}), "not run now, news"],
  ["ran, and is missing", passed, notRun(unexpected), "not run now, regression"],
])("%s", ([, before, after, told]) => {
  const change = changeOf({ before, after });
  const effect = change && isRegression(change) ? "regression" : "news";
  expect(change && `${change.kind}, ${effect}`).toBe(told);
});
