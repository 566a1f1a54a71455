import { expect, test } from "vitest";
import type { ProbeReport, ProbeRung } from "../domain/probe-report.ts";
import { renderProbe } from "./render-probe.ts";

const rung = (name: ProbeRung["name"], over: Partial<ProbeRung> = {}): ProbeRung => ({
  name,
  verdict: "passed",
  summary: "well",
  facts: [{ name: "seen", value: "something", weight: "plain" }],
  elapsedMs: 12.3,
  limitMs: 1000,
  ...over,
});

const healthy: ProbeReport = {
  target: "a.test:1",
  rungs: [
    rung("resolve"),
    rung("tls", {
      summary: `TLS 1.3, ${"long ".repeat(20)}`,
      verdict: "odd",
      facts: [{ name: "names", value: "none", weight: "odd" }],
    }),
    rung("grpc", { verdict: "skipped", elapsedMs: 0 }),
  ],
  diagnosis: null,
  elapsedMs: 812,
};

const noFixes = () => [];

test("a healthy endpoint", () => {
  expect(renderProbe(healthy, noFixes, null)).toBe(
    `✓ a.test:1 is healthy: gRPC answers (0.81 s)

✓ resolve  well                                                            12 ms
! tls      TLS 1.3, long long long long long long long long long long…     12 ms
    ! names: none
- grpc     well
`,
  );
});

test("one that is not", () => {
  const report: ProbeReport = {
    ...healthy,
    rungs: [
      rung("tls", {
        verdict: "failed",
        facts: [
          { name: "verification", value: "no", weight: "bad" },
          { name: "issuer", value: "CN=x", weight: "plain" },
        ],
      }),
    ],
    diagnosis: {
      determinable: false,
      causes: [
        {
          code: "unknown-ca",
          side: "server",
          decided: false,
          doubt: "another says so",
          sentence: "Nobody knows it.",
          matched: [
            { by: "wire", text: "one" },
            { by: "client", text: "two" },
          ],
          remedy: "trust it",
          clause: "RFC 5280 section 6.1",
        },
        {
          code: "incomplete-chain",
          side: null,
          decided: false,
          doubt: null,
          sentence: "Something is missing.",
          matched: [
            { by: "wire", text: "three" },
            { by: "wire", text: "four" },
          ],
          remedy: null,
          clause: "RFC 8446 section 4.4.2",
        },
      ],
      nextCheck: "look",
    },
  };
  expect(
    renderProbe(
      report,
      ({ code, remedy }) => [`fix of ${code}: ${remedy}`],
      "matrix probe a.test:1",
    ),
  ).toBe(
    `✗ a.test:1: unknown-ca, server side (likely): Nobody knows it. (0.81 s)

✗ tls      well                                                            12 ms
    ✗ verification: no
    · issuer: CN=x

1. unknown-ca (server), likely: Nobody knows it.
   not certain: another says so
   wire: one
   client: two
   fix of unknown-ca: trust it
   see: RFC 5280 section 6.1
   more: docs/causes/unknown-ca.md

2. incomplete-chain, possible: Something is missing.
   wire: three

to be certain: look

next: matrix probe a.test:1
`,
  );
});

test("what a peer says cannot move the cursor", () => {
  const hostile = rung("speaks", {
    verdict: "failed",
    summary: "\u001b[2J",
    facts: [{ name: "a\u001b[1m", value: "\u0007\u202e", weight: "bad" }],
  });
  const text = renderProbe({ ...healthy, rungs: [hostile] }, noFixes, "\u001b]0;x\u0007");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
