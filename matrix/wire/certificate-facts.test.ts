import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import type { KeyType } from "../domain/wire-facts.ts";
import { makeAuthority, soundShape } from "../run/pki/authority.ts";
import { makeKeyPair } from "../run/pki/key-pair.ts";
import { certificateFacts } from "./certificate-facts.ts";

const derOf = (pem: string): Uint8Array => new Uint8Array(x509.PemConverter.decodeFirst(pem));

describe("a leaf of the matrix's authority", async () => {
  const authority = await makeAuthority("authority");

  test.for(["p256", "p384", "p521", "rsa2048", "ed25519"] satisfies KeyType[])(
    "with a key of %s",
    async (keyType) => {
      const { publicKey } = await makeKeyPair(keyType);
      const der = derOf(authority.issue(publicKey, soundShape("leaf")));
      const { notBefore, notAfter, dnsNames, ...facts } = certificateFacts(der) ?? {};
      expect(facts).toEqual({
        keyType,
        subject: "CN=leaf",
        issuer: "CN=authority",
        ipAddresses: [],
        otherNames: [],
        isCa: false,
        extendedKeyUsage: ["serverAuth", "clientAuth"],
        signatureAlgorithm: "ecdsa-with-SHA256",
        sha256: createHash("sha256").update(der).digest("hex"),
      });
      expect(dnsNames).toContain("localhost");
      expect(Date.parse(notAfter ?? "") - Date.parse(notBefore ?? "")).toBe(25 * 3_600_000);
    },
  );

  test("the authority itself", () => {
    expect(certificateFacts(derOf(authority.certificate))).toMatchObject({
      subject: "CN=authority",
      issuer: "CN=authority",
      dnsNames: [],
      isCa: true,
      extendedKeyUsage: null,
    });
  });
});

/** A certificate that this key signs for itself. */
const selfSigned = async (
  algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams | { name: string },
  extensions: x509.Extension[] = [],
): Promise<Uint8Array> => {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    "sign",
    "verify",
  ])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "O=Example, CN=own",
    notBefore: new Date("2026-01-02T03:04:05Z"),
    notAfter: new Date("2027-01-02T03:04:05Z"),
    keys,
    signingAlgorithm: { hash: "SHA-256", ...algorithm },
    extensions,
  });
  return new Uint8Array(certificate.rawData);
};

function rsa1024(hash: string) {
  const publicExponent = Uint8Array.of(1, 0, 1);
  return { name: "RSASSA-PKCS1-v1_5", modulusLength: 1024, publicExponent, hash };
}

const p256 = { name: "ECDSA", namedCurve: "P-256" };

test("keys without a value on the matrix's axis are named", async () => {
  expect(certificateFacts(await selfSigned(rsa1024("SHA-256")))?.keyType).toBe("rsa1024");
});

test("dates are ISO 8601, names in the order of RFC 4514", async () => {
  expect(certificateFacts(await selfSigned(p256))).toMatchObject({
    notBefore: "2026-01-02T03:04:05.000Z",
    notAfter: "2027-01-02T03:04:05.000Z",
    subject: "CN=own,O=Example",
  });
});

test("only DNS names are DNS names, whatever they look like", async () => {
  const names = new x509.SubjectAlternativeNameExtension([
    { type: "dns", value: "a.example" },
    { type: "ip", value: "127.0.0.1" },
    { type: "url", value: "https://x.example/, DNS:evil.example" },
    { type: "dns", value: "b.example, DNS:c.example" },
    { type: "email", value: "mail@example.org" },
  ]);
  expect(certificateFacts(await selfSigned(p256, [names]))).toMatchObject({
    dnsNames: ["a.example", "b.example, DNS:c.example"],
    ipAddresses: ["127.0.0.1"],
    otherNames: ["URI:https://x.example/, DNS:evil.example", "email:mail@example.org"],
  });
});

test("addresses of both families, IPv6 in its short form", async () => {
  const addresses = ["127.0.0.1", "::1", "2001:db8::8:800:200c:417a"];
  const names = new x509.SubjectAlternativeNameExtension(
    addresses.map((value) => ({ type: "ip" as const, value })),
  );
  expect(certificateFacts(await selfSigned(p256, [names]))).toMatchObject({
    dnsNames: [],
    ipAddresses: ["127.0.0.1", "::1", "2001:db8::8:800:200c:417a"],
    otherNames: [],
  });
});

test.for([
  ["rsa1024, SHA-1", rsa1024("SHA-1"), "rsa1024", "sha1WithRSAEncryption"],
  ["rsa1024, SHA-512", rsa1024("SHA-512"), "rsa1024", "sha512WithRSAEncryption"],
  [
    "p384, SHA-384",
    { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
    "p384",
    "ecdsa-with-SHA384",
  ],
  ["ed25519", { name: "Ed25519" }, "ed25519", "id-Ed25519"],
] as const)("signed with %s", async ([, algorithm, keyType, signatureAlgorithm]) => {
  expect(certificateFacts(await selfSigned(algorithm))).toMatchObject({
    keyType,
    signatureAlgorithm,
  });
});

test("usages without a usual name stay object identifiers", async () => {
  const usage = new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.2", "1.2.3.4"]);
  expect(certificateFacts(await selfSigned(p256, [usage]))?.extendedKeyUsage).toEqual([
    "clientAuth",
    "1.2.3.4",
  ]);
});

test.for([
  ["not limited", null, undefined],
  ["signs", x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyAgreement, undefined],
  ["does not sign", x509.KeyUsageFlags.keyEncipherment, ["keyEncipherment"]],
  ["the second byte", x509.KeyUsageFlags.decipherOnly, ["decipherOnly"]],
] as const)("a key usage that %s", async ([, flags, keyUsage]) => {
  const extensions = flags === null ? [] : [new x509.KeyUsagesExtension(flags, true)];
  expect(certificateFacts(await selfSigned(p256, extensions))?.keyUsage).toEqual(keyUsage);
});

test("a CA's key usage is no matter", async () => {
  const ca = new x509.BasicConstraintsExtension(true, undefined, true);
  const usage = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true);
  expect(certificateFacts(await selfSigned(p256, [ca, usage]))?.keyUsage).toBeUndefined();
});

test.for(["", "30", "3003020101", "ffffffff"])("0x%s is no certificate", (bytes) => {
  expect(certificateFacts(Buffer.from(bytes, "hex"))).toBeNull();
});

test.for([
  ["CA:TRUE and keyCertSign", true, x509.KeyUsageFlags.keyCertSign, { isCa: true }],
  ["CA:TRUE without a keyUsage", true, null, { isCa: true }],
  [
    "CA:TRUE without keyCertSign",
    true,
    x509.KeyUsageFlags.digitalSignature,
    { isCa: false, ca: "without-key-cert-sign" },
  ],
  ["CA:FALSE", false, x509.KeyUsageFlags.digitalSignature, { isCa: false }],
] as const)("an authority: %s", async ([, isCa, usage, facts]) => {
  const der = await selfSigned(p256, [
    new x509.BasicConstraintsExtension(isCa),
    ...(usage === null ? [] : [new x509.KeyUsagesExtension(usage)]),
  ]);
  const { isCa: found, ca } = certificateFacts(der) ?? {};
  expect({ isCa: found, ...(ca && { ca }) }).toEqual(facts);
});
