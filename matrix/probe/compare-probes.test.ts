import { expect, test } from "vitest";
import type { ProbeFact, ProbeReport, ProbeRung } from "../domain/probe-report.ts";
import { compareProbes } from "./compare-probes.ts";
import { renderComparison } from "./render-comparison.ts";

const fact = (name: string, value: string): ProbeFact => ({ name, value, weight: "plain" });

const rung = (name: ProbeRung["name"], facts: readonly ProbeFact[]): ProbeRung => ({
  name,
  verdict: "passed",
  summary: "",
  facts,
  elapsedMs: Math.random(),
  limitMs: 1,
});

const report = (target: string, rungs: readonly ProbeRung[]): ProbeReport => ({
  target,
  rungs,
  diagnosis: null,
  elapsedMs: Math.random(),
});

const first = report("a:1", [
  rung("resolve", [fact("address", "10.0.0.1:1")]),
  rung("tls", [fact("issuer", "CN=x"), fact("key", "p256"), fact("old", "yes")]),
]);
const second = report("b:1", [
  rung("resolve", [fact("address", "10.0.0.2:1")]),
  rung("tls", [fact("issuer", "CN=x"), fact("key", "rsa2048"), fact("new", "yes")]),
]);

test("what differs, and nothing else; addresses and times always do", () => {
  const differences = compareProbes(first, second);
  expect(differences).toEqual([
    { rung: "tls", name: "key", first: "p256", second: "rsa2048" },
    { rung: "tls", name: "old", first: "yes", second: null },
    { rung: "tls", name: "new", first: null, second: "yes" },
  ]);
  expect(renderComparison({ first, second, differences })).toBe(
    `A a:1: healthy
B b:1: healthy

tls, key
  A p256
  B rsa2048

tls, old
  A yes
  B nothing

tls, new
  A nothing
  B yes
`,
  );
});

test("a peer does not differ from itself", () => {
  expect(compareProbes(first, first)).toEqual([]);
});
