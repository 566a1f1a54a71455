import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { type UsualStack, usualStacks } from "../knowledge/stacks.ts";
import { certificate } from "../tooling/test/evidence.ts";
import { certificateRefusals } from "./certificate-refusals.ts";

const at = "2026-06-01T00:00:00.000Z";
const past = "2026-02-01T00:00:00.000Z";

const refusalsOf = (
  leaf: Partial<CertificateFacts>,
  { trusted, known = [] }: { trusted: boolean; known?: readonly CauseCode[] },
) => {
  const own = certificate("p256", leaf);
  const other = certificate("p256", { subject: "CN=other", issuer: "CN=other", sha256: "01" });
  const trusts = trusted ? [own] : [other];
  return Object.fromEntries(
    usualStacks.map((stack) => [
      stack,
      certificateRefusals(stack, [own], { trusts, serverName: "localhost", at }, known).map(
        ({ code }) => code,
      ),
    ]),
  );
};

const noNames = { dnsNames: [], ipAddresses: [], otherNames: [] };
const selfSigned = { subject: "CN=my-service", issuer: "CN=my-service", isCa: true, ...noNames };

test.for<
  readonly [
    string,
    Partial<CertificateFacts>,
    { trusted: boolean; known?: readonly CauseCode[] },
    Readonly<Record<UsualStack, readonly CauseCode[]>>,
  ]
>([
  ["sound", {}, { trusted: true }, { go: [], python: [], node: [], rust: [], java: [] }],
  [
    "openssl req -x509 -subj /CN=my-service, trusted",
    selfSigned,
    { trusted: true },
    {
      go: ["no-subject-alt-name"],
      python: ["hostname-mismatch"],
      node: ["hostname-mismatch"],
      rust: ["ca-used-as-end-entity", "no-subject-alt-name"],
      java: ["hostname-mismatch"],
    },
  ],
  [
    "a negative serial number",
    { encoding: ["negative-serial-number"] },
    { trusted: true },
    { go: ["certificate-malformed"], python: [], node: [], rust: [], java: [] },
  ],
  [
    "an extension twice",
    { encoding: ["duplicate-extension"] },
    { trusted: true },
    {
      go: ["certificate-malformed"],
      python: ["certificate-malformed"],
      node: ["certificate-malformed"],
      rust: ["certificate-malformed"],
      java: ["certificate-malformed"],
    },
  ],
  [
    "one that OpenSSL cannot read, of which no name and no date is known",
    { ...noNames, notAfter: "", encoding: ["not-parsable"] },
    { trusted: false },
    {
      go: [],
      python: ["certificate-malformed"],
      node: ["certificate-malformed"],
      rust: [],
      java: [],
    },
  ],
  [
    "the same, not trusted",
    selfSigned,
    { trusted: false },
    {
      go: ["no-subject-alt-name", "unknown-ca"],
      python: ["unknown-ca", "hostname-mismatch"],
      node: ["unknown-ca", "hostname-mismatch"],
      rust: ["ca-used-as-end-entity", "unknown-ca", "no-subject-alt-name"],
      java: ["unknown-ca", "hostname-mismatch"],
    },
  ],
  [
    "expired, for clients, and of another name",
    { notAfter: past, extendedKeyUsage: ["clientAuth"], dnsNames: ["a.test"] },
    { trusted: true },
    {
      go: ["certificate-expired", "hostname-mismatch", "wrong-extended-key-usage"],
      python: ["wrong-extended-key-usage", "certificate-expired", "hostname-mismatch"],
      node: ["certificate-expired", "wrong-extended-key-usage", "hostname-mismatch"],
      rust: ["certificate-expired", "wrong-extended-key-usage", "hostname-mismatch"],
      java: ["certificate-expired", "wrong-extended-key-usage", "hostname-mismatch"],
    },
  ],
  [
    "a leaf alone of an unknown issuer, for clients",
    { extendedKeyUsage: ["clientAuth"], issuer: "CN=else" },
    { trusted: false },
    {
      go: ["unknown-ca", "wrong-extended-key-usage"],
      python: ["unknown-ca", "wrong-extended-key-usage"],
      node: ["unknown-ca", "wrong-extended-key-usage"],
      rust: ["wrong-extended-key-usage", "unknown-ca"],
      java: ["unknown-ca", "wrong-extended-key-usage"],
    },
  ],
  [
    "a self-signed one, for clients",
    { extendedKeyUsage: ["clientAuth"], issuer: "CN=self", subject: "CN=self" },
    { trusted: false },
    {
      go: ["unknown-ca", "wrong-extended-key-usage"],
      python: ["unknown-ca", "wrong-extended-key-usage"],
      node: ["wrong-extended-key-usage", "unknown-ca"],
      rust: ["wrong-extended-key-usage", "unknown-ca"],
      java: ["unknown-ca", "wrong-extended-key-usage"],
    },
  ],
  [
    "for any use, which Go and the JDK take for a server's",
    { extendedKeyUsage: ["anyExtendedKeyUsage"] },
    { trusted: true, known: ["wrong-extended-key-usage"] },
    {
      go: [],
      python: ["wrong-extended-key-usage"],
      node: ["wrong-extended-key-usage"],
      rust: ["wrong-extended-key-usage"],
      java: [],
    },
  ],
  [
    "for any use, and for clients",
    { extendedKeyUsage: ["clientAuth", "anyExtendedKeyUsage"] },
    { trusted: true, known: ["wrong-extended-key-usage"] },
    {
      go: [],
      python: ["wrong-extended-key-usage"],
      node: ["wrong-extended-key-usage"],
      rust: ["wrong-extended-key-usage"],
      java: [],
    },
  ],
  [
    "for clients alone",
    { extendedKeyUsage: ["clientAuth"] },
    { trusted: true, known: ["wrong-extended-key-usage"] },
    {
      go: ["wrong-extended-key-usage"],
      python: ["wrong-extended-key-usage"],
      node: ["wrong-extended-key-usage"],
      rust: ["wrong-extended-key-usage"],
      java: ["wrong-extended-key-usage"],
    },
  ],
  [
    "for any use, and for servers",
    { extendedKeyUsage: ["anyExtendedKeyUsage", "serverAuth"] },
    { trusted: true },
    { go: [], python: [], node: [], rust: [], java: [] },
  ],
  [
    "what a verifier said of the chain, and a stack reads names in its own way",
    {},
    { trusted: true, known: ["chain-unverifiable", "hostname-mismatch"] },
    {
      go: ["chain-unverifiable"],
      python: ["chain-unverifiable"],
      node: ["chain-unverifiable"],
      rust: ["chain-unverifiable"],
      java: ["chain-unverifiable"],
    },
  ],
])("%s", ([, leaf, told, refusals]) => {
  expect(refusalsOf(leaf, told)).toEqual(refusals);
});

test("an authority that was given and has expired: the JDK and rustls do not look at its dates", () => {
  const leaf = certificate("p256", { issuer: "CN=root" });
  const root = { subject: "CN=root", issuer: "CN=root", isCa: true, sha256: "01", notAfter: past };
  const told = { trusts: [certificate("p256", root)], serverName: "localhost", at };
  const refusing = usualStacks.filter(
    (stack) => certificateRefusals(stack, [leaf], told, ["certificate-expired"]).length > 0,
  );
  expect(refusing).toEqual(["go", "python", "node"]);
});

test.for([
  ["node:deno", true, []],
  ["node:deno", false, ["ca-used-as-end-entity", "unknown-ca"]],
  ["rust", true, ["ca-used-as-end-entity"]],
  ["node:bun", true, []],
] as const)(
  "%s of an authority's certificate as a leaf, which it trusts: %s",
  ([stack, trusted, codes]) => {
    const own = certificate("p256", { ...selfSigned, dnsNames: ["localhost"] });
    const other = certificate("p256", { subject: "CN=other", issuer: "CN=other", sha256: "01" });
    const told = { trusts: [trusted ? own : other], serverName: "localhost", at };
    expect(certificateRefusals(stack, [own], told, []).map(({ code }) => code)).toEqual(codes);
  },
);
