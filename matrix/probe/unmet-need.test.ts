import { expect, test } from "vitest";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import { type Taken, unmetNeed } from "./unmet-need.ts";

const all: Taken = {
  groups: ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"],
  versions: ["1.3", "1.2"],
  keyType: "p256",
};

test.for<readonly [string, StackName, Partial<Taken>, string | null]>([
  ["nothing that it lacks", "python", {}, null],
  [
    "a key that BoringSSL has no scheme for",
    "python",
    { keyType: "ed25519" },
    "signature-scheme-not-offered",
  ],
  ["the same of Java", "java", { keyType: "ed25519" }, "signature-scheme-not-offered"],
  ["Go has one", "go", { keyType: "ed25519" }, null],
  [
    "P-521 in TLS 1.3",
    "python",
    { keyType: "p521", versions: ["1.3"] },
    "signature-scheme-not-offered",
  ],
  ["P-521 where TLS 1.2 names the hash alone", "python", { keyType: "p521" }, null],
  ["a group that nobody tried", "go", { groups: [] }, "no-common-group"],
  ["a group beyond its list", "rust", { groups: ["secp521r1"] }, "no-common-group"],
  ["a group of its list", "python", { groups: ["secp521r1"] }, null],
  ["no certificate was seen", "python", { keyType: null }, null],
])("%s: %s", ([, stack, taken, lacks]) => {
  expect(unmetNeed(clientStacks[stack].hello, { ...all, ...taken })).toBe(lacks);
});
