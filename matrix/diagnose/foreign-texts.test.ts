/** Texts can lie, be late, or be of another cell's: whatever they say, no decided cause contradicts the wire. */
import { expect, test } from "vitest";
import type { CellEvidence } from "../domain/evidence.ts";
import type { CallReport, Observed } from "../domain/prove.ts";
import { contradictedByWire } from "../tooling/test/contradicted-by-wire.ts";
import { type EvidenceFixture, evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import { diagnose } from "./diagnose.ts";

type Words = Pick<CallReport, "message" | "chain">;

const wordsOf = (report: Observed | null): Words => {
  const call = report?.steps.flatMap(({ calls }) => calls).find(({ status }) => status !== "OK");
  return report?.start?.error ?? call ?? { message: "", chain: [] };
};

const withWords = (report: Observed, { message, chain }: Words): Observed => ({
  ...report,
  start: report.start && {
    ...report.start,
    ...(report.start.error ? { error: { message, chain } } : {}),
  },
  steps: report.steps.map((step) => ({
    ...step,
    calls: step.calls.map((call) => (call.status === "OK" ? call : { ...call, message, chain })),
  })),
});

const withTextsOf = (own: CellEvidence, other: CellEvidence): CellEvidence => ({
  ...own,
  client: own.client && { ...own.client, stderr: other.client?.stderr ?? "" },
  server: own.server && { ...own.server, stderr: other.server?.stderr ?? "" },
  report: own.report && withWords(own.report, wordsOf(other.report)),
});

const named = (name: string): EvidenceFixture => {
  const fixture = evidenceFixtures.find((one) => one.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  return fixture;
};

test.for([
  "certificate-expired/node-to-go",
  "unknown-ca/python-to-python",
  "hostname-mismatch/node-to-python",
  "no-subject-alt-name/go-to-python",
  "key-too-weak/node-to-go-mtls",
  "alpn-not-negotiated/go-to-no-alpn",
  "path-not-routed/go-to-http-404",
  "message-too-large/node-to-message-too-large",
  "cookie-mismatch/go-to-wrong-cookie",
])("the texts of %s", (name) => {
  const donor = named(name);
  const contradictions = evidenceFixtures.flatMap(({ name: own, symptoms }) => {
    const told = { ...symptoms, evidence: withTextsOf(symptoms.evidence, donor.symptoms.evidence) };
    const [first] = diagnose(told).causes;
    const why = first?.decided ? contradictedByWire(first, told) : null;
    return why === null ? [] : [`${own}: ${first?.code}, although ${why}`];
  });
  expect(contradictions).toEqual([]);
});

test("what the cells really said contradicts nothing either", () => {
  const contradictions = evidenceFixtures.flatMap(({ name, symptoms }) => {
    const [first] = diagnose(symptoms).causes;
    const why = first?.decided ? contradictedByWire(first, symptoms) : null;
    return why === null ? [] : [`${name}: ${why}`];
  });
  expect(contradictions).toEqual([]);
});
