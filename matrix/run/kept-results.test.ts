import { expect, test } from "vitest";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../tooling/test/results.ts";
import { keptResults } from "./kept-results.ts";

const failed = (id: string) => cellResult(id, failedAt("tls", "lost"), diagnosed(schemeNotOffered));

test("a kept result is as it was", () => {
  const result = failed("go/go/tls/p256");
  expect(keptResults()(result)).toEqual(result);
});

test("what two cells have in common is there once, and what has a number is each one's own", () => {
  const kept = keptResults();
  const one = kept(failed("go/go/tls/p256"));
  const other = kept(failed("go/go/tls/p384"));
  expect(other.outcome).toBe(one.outcome);
  expect(other.observed).toBe(one.observed);
  expect(other).not.toBe(one);
  expect(other.id).toBe("go/go/tls/p384");
});

test("a result is kept through the gate", () => {
  const result = cellResult("go/go/none", failedAt("rpc", "a\u001b[31mred"));
  const { outcome } = keptResults()(result);
  expect(JSON.stringify(outcome)).not.toContain("\\u001b");
});
