import { expect, test } from "vitest";
import { causeCodes } from "../domain/cause.ts";
import { evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import { diagnose } from "./diagnose.ts";

test.for(evidenceFixtures)("$name", ({ expected, symptoms }) => {
  const [first] = diagnose(symptoms).causes;
  expect(first).toMatchObject(expected);
});

/** No broken peer of fixtures/peers shows them. */
const withoutPeer = new Set([
  "command-not-runnable",
  "start-timeout",
  "output-flooded",
  "cannot-listen",
  "announced-address-unusable",
  "announcement-mismatch",
  "name-not-resolved",
  "target-unusable",
  "host-unreachable",
  "socket-not-permitted",
  "http-proxy-intercept",
  "reset-by-intermediary",
  "trust-store-missing",
  "ca-used-as-end-entity",
  "key-not-loadable",
  "certificate-curve-refused",
  "chain-unverifiable",
  "certificate-malformed",
  "revocation-unknown",
  "renegotiation-unsafe",
  "tls-interception",
  "alpn-unsupported",
  "proxy-protocol-expected",
  "http2-violation",
  "port-opened-and-closed",
  "idle-drop",
  "header-list-too-large",
  "redirected",
  "credentials-required",
  "access-denied",
  "rate-limited",
  "upstream-unreachable",
  "upstream-protocol-mismatch",
  "upstream-certificate-rejected",
  "upstream-timeout",
  "authority-rejected",
  "out-of-memory",
  "cancelled-by-caller",
  "step-incomplete",
  "silently-insecure",
  "impostor-accepted",
  "control-inconclusive",
  "left-processes",
]);

test("every cause has a real case, but for those that no broken peer shows", () => {
  const seen = new Set<string>(evidenceFixtures.map(({ expected }) => expected.code));
  expect(causeCodes.filter((code) => !seen.has(code))).toEqual([...withoutPeer]);
});
