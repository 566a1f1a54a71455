import { expect, test } from "vitest";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import { type Needed, onlySome } from "./only-some.ts";

const notRing = "rustls with aws-lc-rs, not with ring";

test.for<readonly [string, StackName, Partial<Needed>, string | null]>([
  ["nothing", "rust", {}, null],
  ["a group of all", "rust", { groups: ["x25519"] }, null],
  ["a group of some", "rust", { groups: ["X25519MLKEM768"] }, notRing],
  ["a group of some, or another", "rust", { groups: ["X25519MLKEM768", "x25519"] }, null],
  [
    "a group of some clients of another stack",
    "go",
    { groups: ["X25519MLKEM768"] },
    "Go from 1.24",
  ],
  ["a group that the stack says nothing of", "python", { groups: ["X25519MLKEM768"] }, null],
  ["a P-256 key", "rust", { keyTypes: ["p256"] }, null],
  ["an RSA key, for which there are three schemes", "rust", { keyTypes: ["rsa2048"] }, null],
  ["a P-521 key of the server", "rust", { keyTypes: ["p521"] }, notRing],
  ["a P-521 key of the client", "rust", { keyTypes: ["p256", "p521"] }, notRing],
  ["a P-521 key, which all of a stack have", "go", { keyTypes: ["p521"] }, null],
  ["a key of a type that nobody knows", "rust", { keyTypes: ["secp256k1"] }, null],
])("%s, of %s", ([, stack, needed, who]) => {
  const { hello } = clientStacks[stack];
  expect(onlySome(hello, { groups: [], keyTypes: [], ...needed })).toBe(who);
});
