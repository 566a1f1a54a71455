import { expect, test } from "vitest";
import type { Symptoms } from "../diagnose/rule.ts";
import { configured } from "../tooling/test/evidence.ts";
import { evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import { withoutSecrets } from "../tooling/test/less-evidence.ts";
import { diagnoseSession } from "./session-diagnosis.ts";
import { sessionOutcome } from "./session-outcome.ts";

/** What a tap would have seen of a cell, long after: nobody's report, nobody's configuration, no experiments. */
const asTapped = ({ mode, evidence }: Symptoms) =>
  sessionOutcome({
    evidence: {
      ...evidence,
      client: null,
      server: mode === "auto-mtls" ? evidence.server : null,
      configured: configured({
        serverName: mode === "auto-mtls" ? "localhost" : null,
        at: evidence.configured.at,
      }),
      trials: [],
      verification: null,
      report: null,
    },
    atMs: 1e6,
    endedBy: mode === "auto-mtls" && evidence.server?.exit ? "itself" : null,
  });

const secrets = [
  { name: "with secrets", seen: (symptoms: Symptoms) => symptoms },
  { name: "without secrets", seen: withoutSecrets },
] as const;

/** A tap sees one leg: what broke behind an intermediary is another's to see. */
const direct = evidenceFixtures.filter(({ symptoms }) => symptoms.evidence.upstream === null);

const cases = direct.flatMap(({ name, expected, symptoms }) =>
  secrets.map((one) => ({
    name: `${name}, ${one.name}`,
    code: expected.code,
    outcome: asTapped(one.seen(symptoms)),
  })),
);

test.for(cases)("no other cause is decided: $name", ({ code, outcome }) => {
  const { causes } = outcome.kind === "failed" ? diagnoseSession(outcome.symptoms) : { causes: [] };
  const [first] = causes.filter(({ decided }) => decided);
  expect([code, undefined]).toContain(first?.code);
});

test("most of what shows in the clear is decided all the same", () => {
  const decided = cases.filter(
    ({ outcome }) => outcome.kind === "failed" && diagnoseSession(outcome.symptoms).determinable,
  );
  expect(decided.length).toBeGreaterThan(cases.length / 4);
});
