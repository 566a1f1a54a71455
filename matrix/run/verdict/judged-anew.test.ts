import { expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import type { Expectation } from "./expectations.ts";
import { judgedAnew } from "./judged-anew.ts";

const id = "python/go/tls/p521";
const failed = cellResult(id, failedAt("tls", "lost"), {
  verdict: "unexpected",
  verdictReason: "expected to pass, failed at tls: lost",
  ...diagnosed(schemeNotOffered),
});

const known: Expectation = {
  pattern: "python/*/tls/p521",
  outcome: "failed",
  cause: "signature-scheme-not-offered",
  side: "client",
  reason: "BoringSSL offers no p521",
  source: "its source",
};
const { implementations } = runResult([]);
const anew = (
  cell: CellResult,
  expectations: readonly Expectation[],
  versions = implementations,
  toolchains: "unexpected" | "allowed" = "unexpected",
) => {
  const { verdict, verdictReason } = judgedAnew(cell, expectations, versions, toolchains);
  return [verdict, verdictReason];
};

test.for([
  ["known since", [known], "expected", null],
  ["known no longer", [], "unexpected", "expected to pass, failed at tls: lost"],
  [
    "known for another cause",
    [{ ...known, side: "server" } satisfies Expectation],
    "unexpected",
    "expected cause signature-scheme-not-offered at the server, found signature-scheme-not-offered at the client",
  ],
] as const)("a failure that is %s", ([, expectations, ...judgement]) => {
  expect(anew(failed, expectations)).toEqual(judgement);
});

test("what is known of a failure comes and goes with its expectation", () => {
  const { reason, source } = known;
  const foreseen = judgedAnew(failed, [known], implementations, "unexpected");
  expect(foreseen.known).toEqual({ reason, source });
  expect(judgedAnew(foreseen, [], implementations, "unexpected")).toEqual(failed);
});

test("a pass that is expected to fail", () => {
  expect(anew(cellResult(id), [known])).toEqual([
    "unexpected",
    "expected failed, and it passed: BoringSSL offers no p521",
  ]);
});

test("two different ends stay flaky", () => {
  const flaky = { ...failed, verdict: "flaky", verdictReason: "first …" } as const;
  expect(anew(flaky, [known])).toEqual(["flaky", "first …"]);
});

test("versions that are asked for and not known leave the verdict as it was", () => {
  const stored = { ...failed, verdict: "expected", verdictReason: null } as const;
  const ranged: Expectation = { ...known, versions: { grpcio: ">=1.50" } };
  expect(anew(stored, [ranged], [])).toEqual(["expected", null]);
  expect(anew(stored, [{ ...ranged, versions: { grpcio: ">=2" } }])).toEqual([
    "unexpected",
    "expected to pass, failed at tls: lost",
  ]);
});

test("a missing toolchain is judged by today's option", () => {
  const missingPart = cellResult(id, {
    kind: "not-run",
    because: "toolchain-missing",
    reason: "no python",
  });
  expect(anew(missingPart, [], [], "allowed")).toEqual(["expected", null]);
});
