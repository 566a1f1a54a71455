import { expect, test } from "vitest";
import { evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import { unusualScheme } from "../tooling/test/unusual-scheme.ts";
import type { LesserEncodingFault, StackHello } from "./client-stack.ts";
import { clientStacks, type StackName, stackNames } from "./stacks.ts";

test.for<readonly [StackName, string]>([
  [
    "go",
    "certificate-expired certificate-not-yet-valid no-subject-alt-name hostname-mismatch key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage",
  ],
  [
    "python",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage certificate-expired certificate-not-yet-valid no-subject-alt-name hostname-mismatch",
  ],
  [
    "node",
    "certificate-expired certificate-not-yet-valid wrong-extended-key-usage key-too-weak incomplete-chain unknown-ca chain-unverifiable no-subject-alt-name hostname-mismatch",
  ],
  [
    "rust",
    "certificate-expired certificate-not-yet-valid ca-used-as-end-entity wrong-extended-key-usage incomplete-chain unknown-ca chain-unverifiable no-subject-alt-name hostname-mismatch key-too-weak",
  ],
  [
    "java",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable certificate-expired certificate-not-yet-valid wrong-extended-key-usage no-subject-alt-name hostname-mismatch",
  ],
  [
    "node:bun",
    "certificate-expired certificate-not-yet-valid wrong-extended-key-usage incomplete-chain unknown-ca chain-unverifiable no-subject-alt-name hostname-mismatch",
  ],
  [
    "node:deno",
    "certificate-expired certificate-not-yet-valid ca-used-as-end-entity wrong-extended-key-usage incomplete-chain unknown-ca chain-unverifiable key-too-weak no-subject-alt-name hostname-mismatch",
  ],
  [
    "go:fips",
    "certificate-expired certificate-not-yet-valid no-subject-alt-name hostname-mismatch key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage",
  ],
  [
    "python:grpclib",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage no-subject-alt-name hostname-mismatch certificate-expired certificate-not-yet-valid",
  ],
  [
    "python:debian",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage certificate-expired certificate-not-yet-valid no-subject-alt-name hostname-mismatch",
  ],
  [
    "cpp",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage certificate-expired certificate-not-yet-valid no-subject-alt-name hostname-mismatch",
  ],
  [
    "rust:ring",
    "certificate-expired certificate-not-yet-valid ca-used-as-end-entity wrong-extended-key-usage incomplete-chain unknown-ca chain-unverifiable no-subject-alt-name hostname-mismatch key-too-weak",
  ],
  [
    "java:jdk",
    "key-too-weak incomplete-chain unknown-ca chain-unverifiable certificate-expired certificate-not-yet-valid wrong-extended-key-usage no-subject-alt-name hostname-mismatch",
  ],
])("what %s refuses, in its order", ([stack, order]) => {
  // A certificate is parsed first.
  expect(clientStacks[stack].verifier.order.join(" ")).toBe(`certificate-malformed ${order}`);
});

test("Bun meets a wrong use of a key after an issuer that is not known", () => {
  expect(clientStacks["node:bun"].verifier.orderWithoutIssuer?.join(" ")).toBe(
    "certificate-malformed certificate-expired certificate-not-yet-valid incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage no-subject-alt-name hostname-mismatch",
  );
});

test("OpenSSL goes on after an issuer that is not known, and Node reads the last fault", () => {
  expect(clientStacks.node.verifier.orderWithoutIssuer?.join(" ")).toBe(
    "certificate-malformed certificate-expired certificate-not-yet-valid incomplete-chain unknown-ca chain-unverifiable wrong-extended-key-usage key-too-weak no-subject-alt-name hostname-mismatch",
  );
});

test.for<readonly [StackName, string]>([
  ["go", "wrong-extended-key-usage/go-to-python-mtls"],
  ["python", "wrong-extended-key-usage/python-to-python"],
  ["node", "wrong-extended-key-usage/node-to-go"],
])("the hello of %s is that of %s", ([stack, recorded]) => {
  const { groups, signatureSchemes, cipherSuites } = clientStacks[stack].hello;
  const fixture = evidenceFixtures.find(({ name }) => name === recorded);
  const hello = fixture?.symptoms.evidence.connections[0]?.wire.tls?.clientHello;
  expect(groups).toEqual(hello?.groups);
  expect([...signatureSchemes].sort()).toEqual(
    hello?.signatureSchemes.filter((name) => !unusualScheme.test(name)).sort(),
  );
  // A recording leaves out the end of a long list, as Node's.
  const kept = cipherSuites.slice(0, hello?.cipherSuites.length);
  expect([...kept].sort()).toEqual([...(hello?.cipherSuites ?? [])].sort());
});

/** As lines of IANA's names. */
const lines = ({ groups, signatureSchemes, cipherSuites }: StackHello): readonly string[] =>
  [groups, signatureSchemes, cipherSuites].map((names) => [...names].sort().join(" "));

test.for<readonly [StackName, readonly string[]]>([
  [
    "rust",
    [
      "X25519MLKEM768 secp256r1 secp384r1 x25519",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 mldsa65 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
  [
    "java",
    [
      "X25519MLKEM768 secp256r1 secp384r1 secp521r1 x25519",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
  [
    "node:bun",
    [
      "X25519MLKEM768 secp256r1 secp384r1 x25519",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 TLS_RSA_WITH_AES_128_CBC_SHA TLS_RSA_WITH_AES_128_GCM_SHA256 TLS_RSA_WITH_AES_256_CBC_SHA TLS_RSA_WITH_AES_256_GCM_SHA384",
    ],
  ],
  [
    "node:deno",
    [
      "X25519MLKEM768 secp256r1 secp384r1 x25519",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
  [
    "go:fips",
    [
      "SecP256r1MLKEM768 SecP384r1MLKEM1024 X25519MLKEM768 secp256r1 secp384r1 secp521r1",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ],
  ],
  [
    "python:grpclib",
    [
      "ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 secp256r1 secp384r1 secp521r1 x25519 x448",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 ed448 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 TLS_DHE_RSA_WITH_AES_256_CBC_SHA256 TLS_DHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
  [
    "python:debian",
    [
      "secp256r1",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 ed448 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ],
  ],
  [
    "cpp",
    [
      "secp256r1",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 ed448 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ],
  ],
  [
    "rust:ring",
    [
      "secp256r1 secp384r1 x25519",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ed25519 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
  [
    "java:jdk",
    [
      "ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 secp256r1 secp384r1 secp521r1 x25519 x448",
      "ecdsa_secp256r1_sha256 ecdsa_secp384r1_sha384 ecdsa_secp521r1_sha512 ed25519 ed448 rsa_pkcs1_sha256 rsa_pkcs1_sha384 rsa_pkcs1_sha512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  ],
])("the hello of %s", ([stack, hello]) => {
  expect(lines(clientStacks[stack].hello)).toEqual(hello);
});

test("every stack that is known has its name in the list", () => {
  expect([...stackNames]).toEqual(Object.keys(clientStacks));
});

/** Clients of each were run against a server whose certificate has this one fault (not of Bun and Deno, whose libraries are those of others). */
test.for<readonly [LesserEncodingFault, string]>([
  ["negative-serial-number", "go go:fips"],
  ["address-length", "go go:fips python"],
  ["name-not-ascii", "go go:fips"],
  // Of two such certificates those of Go, Rust and Java read one and refused the other, or read both.
  ["not-parsable", "cpp node node:bun python python:debian python:grpclib"],
  ["not-printable-string", "go go:fips"],
  [
    "version-without-extensions",
    "go go:fips java java:jdk node:bun node:deno python rust rust:ring",
  ],
])("%s is refused by %s", ([fault, stacks]) => {
  const refusing = stackNames.filter(
    (stack) => clientStacks[stack].verifier.lesserFaults[fault] !== undefined,
  );
  expect(refusing.toSorted().join(" ")).toBe(stacks);
});
