import { expect, test } from "vitest";
import { certificate } from "../../tooling/test/evidence.ts";
import { control } from "../../tooling/test/symptoms.ts";
import { insistedOn } from "./insisted-on.ts";

const given = certificate("p256");
const refused = [
  control("plaintext-client", "refused"),
  control("no-client-certificate", "refused"),
  control("untrusted-client-certificate", "refused"),
];

test.for([
  ["every control was refused", refused, given],
  ["one is missing", refused.slice(1), null],
  ["none was tried", [], null],
  [
    "one was accepted",
    [...refused.slice(0, 2), control("untrusted-client-certificate", "accepted")],
    null,
  ],
] as const)("%s", ([, controls, seen]) => {
  expect(insistedOn(controls, given)).toBe(seen);
});

test("a client without a certificate has shown none", () => {
  expect(insistedOn(refused, null)).toBeNull();
});
