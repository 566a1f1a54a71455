import "reflect-metadata";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate as ParsedCertificate,
  SubjectAlternativeNameExtension,
} from "@peculiar/x509";
import { expect, test } from "vitest";
import { Unsupported } from "../contract/unsupported.ts";
import { selfSignedLeaf } from "./certificate.ts";

const now = Date.parse("2026-11-21T08:00:00Z");
const ec = (namedCurve: string) => () => generateKeyPairSync("ec", { namedCurve });

test.for([
  { name: "P-256", make: ec("P-256"), signature: { name: "ECDSA", hash: { name: "SHA-256" } } },
  { name: "P-384", make: ec("P-384"), signature: { name: "ECDSA", hash: { name: "SHA-384" } } },
  { name: "P-521", make: ec("P-521"), signature: { name: "ECDSA", hash: { name: "SHA-512" } } },
  {
    name: "RSA",
    make: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
    signature: { name: "RSASSA-PKCS1-v1_5", hash: { name: "SHA-256" } },
  },
  { name: "Ed25519", make: () => generateKeyPairSync("ed25519"), signature: { name: "Ed25519" } },
])("$name: every field is what the contract asks for", ({ name, make, signature }) => {
  const { privateKey, publicKey } = make();
  const der = selfSignedLeaf(privateKey, now);
  expect(new X509Certificate(der).verify(publicKey)).toBe(true);

  const leaf = new ParsedCertificate(new Uint8Array(der));
  expect([leaf.subject, leaf.issuer]).toEqual(["CN=localhost", "CN=localhost"]);
  expect(leaf.signatureAlgorithm).toMatchObject(signature);
  expect(leaf.notBefore).toEqual(new Date("2026-11-21T07:59:30Z"));
  expect(leaf.notAfter).toEqual(new Date("2026-11-22T08:00:00Z"));
  expect(leaf.serialNumber).toMatch(/^[4-7][0-9a-f]{31}$/);
  expect(Buffer.from(leaf.publicKey.rawData)).toEqual(
    publicKey.export({ type: "spki", format: "der" }),
  );

  const extended = leaf.getExtension(ExtendedKeyUsageExtension);
  const rsaOnly = name === "RSA" ? KeyUsageFlags.keyEncipherment : 0;
  expect(leaf.extensions).toHaveLength(4);
  expect(leaf.getExtension(BasicConstraintsExtension)).toMatchObject({ ca: false, critical: true });
  expect(leaf.getExtension(KeyUsagesExtension)).toMatchObject({
    usages: KeyUsageFlags.digitalSignature | rsaOnly,
    critical: true,
  });
  expect(extended?.usages).toEqual([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]);
  expect(leaf.getExtension(SubjectAlternativeNameExtension)?.names.toJSON()).toEqual([
    { type: "dns", value: "localhost" },
  ]);
});

test("two certificates over one key differ in their serial number", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [one, other] = [selfSignedLeaf(privateKey, now), selfSignedLeaf(privateKey, now)];
  expect(new X509Certificate(one).serialNumber).not.toBe(new X509Certificate(other).serialNumber);
});

test("a key that cannot sign a certificate is unsupported", () => {
  const { privateKey } = generateKeyPairSync("x25519");
  expect(() => selfSignedLeaf(privateKey)).toThrow(
    new Unsupported("keyType: no certificate can be made for a key of type x25519"),
  );
});
