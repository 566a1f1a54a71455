import { expect, test } from "vitest";
import { usableSchemes } from "./usable-schemes.ts";

const ecdsa = [
  "ecdsa_secp256r1_sha256",
  "ecdsa_secp384r1_sha384",
  "ecdsa_secp521r1_sha512",
  "ecdsa_sha1",
];
const pss = ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512"];
const pkcs1 = ["rsa_pkcs1_sha256", "rsa_pkcs1_sha384", "rsa_pkcs1_sha512", "rsa_pkcs1_sha1"];

test.for([
  ["p256", "1.3", ["ecdsa_secp256r1_sha256"]],
  ["p384", "1.3", ["ecdsa_secp384r1_sha384"]],
  ["p521", "1.3", ["ecdsa_secp521r1_sha512"]],
  ["p521", null, ["ecdsa_secp521r1_sha512"]],
  ["p521", "1.2", ecdsa],
  ["p256", "1.2", ecdsa],
  ["rsa2048", "1.3", pss],
  ["rsa4096", null, pss],
  ["rsa3072", "1.2", [...pss, ...pkcs1]],
  ["ed25519", "1.3", ["ed25519"]],
  ["ed25519", "1.2", ["ed25519"]],
  ["ed448", "1.3", ["ed448"]],
  ["mldsa65", "1.3", ["mldsa65"]],
  ["mldsa65", null, ["mldsa65"]],
  ["mldsa65", "1.2", []],
  ["p224", "1.3", undefined],
  ["dsa2048", "1.2", undefined],
] as const)("%s under TLS %s", ([keyType, version, schemes]) => {
  expect(usableSchemes(keyType, version)).toEqual(schemes);
});
