import { expect, test } from "vitest";
import { lastResorts, rules } from "../diagnose/rules.ts";
import { sides } from "../domain/cause.ts";
import { causes } from "./causes.ts";

/** What only a log tells: no cell and no probe comes to it. */
const inTextsAlone = [
  "alpn-unsupported",
  "cancelled-by-caller",
  "cannot-listen",
  "out-of-memory",
  "port-opened-and-closed",
  "renegotiation-unsafe",
  "revocation-unknown",
  "trust-store-missing",
];

test("every other cause can be found in evidence", () => {
  const found = new Set<string>([...rules, ...lastResorts].map(({ code }) => code));
  expect([...found, ...inTextsAlone].sort()).toEqual(Object.keys(causes).sort());
});

/** How checks are switched off; an advice names none of them. */
const switchedOff =
  /InsecureSkipVerify|rejectUnauthorized|danger_accept|verify_none|NODE_TLS_REJECT|ServerCertificateCustomValidationCallback|InsecureTrustManager|ENFORCE_ALPN_ENABLED|verify none|verify off|CERT_NONE/;

test.for(Object.entries(causes))("%s", ([, { summary, toBeSure, sides: own, fix, check }]) => {
  expect(summary).toMatch(/^[A-Z].*\.$/);
  expect(summary).not.toMatch(/\. [A-Z]/);
  expect(toBeSure).toMatch(/\.$/);
  // A part of a longer sentence.
  expect(check.look ?? "").not.toMatch(/^[A-Z][a-z]|\.$/);
  expect(own.length).toBeGreaterThan(0);
  expect(sides).toEqual(expect.arrayContaining([...own]));
  expect(Object.values(fix).length).toBeGreaterThan(0);
  for (const text of [toBeSure, ...Object.values(fix)]) {
    expect(text).not.toMatch(switchedOff);
    expect((text.match(/`/g)?.length ?? 0) % 2, text).toBe(0);
  }
});
