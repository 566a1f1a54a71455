/**
 * Who sees less may know less, and never something else: of each real case some of the evidence is taken away,
 * and the first cause stays as it was, is no longer decided, or says less of the same side.
 */
import { describe, expect, test } from "vitest";
import type { Cause, CauseCode } from "../domain/cause.ts";
import { evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import {
  boundedMessages,
  boundedPassages,
  withoutClientTexts,
  withoutReport,
  withoutSecrets,
  withoutStderr,
  withoutTexts,
  withoutTrials,
  withoutUpstreamConnections,
  withoutVerification,
} from "../tooling/test/less-evidence.ts";
import { diagnose } from "./diagnose.ts";
import type { Symptoms } from "./rule.ts";

/** What remains true of a cause when the reason is gone: the process did end, the side did leave. */
const coarser: Partial<Record<CauseCode, readonly CauseCode[]>> = {
  "cookie-mismatch": ["exited-early"],
  "key-too-weak": ["exited-early"],
  "hostname-mismatch": ["closed-before-preface"],
  "unknown-ca": ["closed-before-preface"],
  "peer-speaks-http1": ["closed-before-preface", "upstream-protocol-mismatch"],
  // What an intermediary answers a client for what it got from the server.
  "client-certificate-missing": ["stream-reset", "http-status-from-intermediary"],
};

const contradicts = (before: Cause | undefined, after: Cause | undefined): boolean => {
  if (!before || !after?.decided) return false;
  if (after.side !== before.side) return true;
  return after.code !== before.code && coarser[before.code]?.includes(after.code) !== true;
};

const gist = ({ code, side, decided }: Cause) => `${decided ? "" : "perhaps "}${code} (${side})`;

const cases = evidenceFixtures.map((fixture) => ({
  ...fixture,
  before: diagnose(fixture.symptoms).causes[0],
}));

const contradictions = (less: (symptoms: Symptoms) => Symptoms): readonly string[] =>
  cases.flatMap(({ name, symptoms, before }) => {
    const [after] = diagnose(less(symptoms)).causes;
    return before && after && contradicts(before, after)
      ? [`${name}: ${gist(before)} became ${gist(after)}`]
      : [];
  });

test.for([
  ["no texts of the client's library", withoutClientTexts],
  ["nothing on standard error", withoutStderr],
  ["no texts at all", withoutTexts],
  ["no report of the client", withoutReport],
  ["no trials", withoutTrials],
  ["no verification by the orchestrator", withoutVerification],
  ["nothing of what an intermediary did", withoutUpstreamConnections],
  ["no secrets", withoutSecrets],
  ["no secrets and no texts", (symptoms: Symptoms) => withoutTexts(withoutSecrets(symptoms))],
  ["no secrets and no trials", (symptoms: Symptoms) => withoutTrials(withoutSecrets(symptoms))],
  ["no texts and no trials", (symptoms: Symptoms) => withoutTrials(withoutTexts(symptoms))],
] as const)("%s", ([, less]) => {
  expect(contradictions(less)).toEqual([]);
});

describe("fewer of a side's", () => {
  test.for([0, 1, 3, 6])("messages: %d", (most) => {
    expect(contradictions(boundedMessages(most))).toEqual([]);
  });

  test.for([0, 2])("passages: %d", (most) => {
    expect(contradictions(boundedPassages(most))).toEqual([]);
  });
});
