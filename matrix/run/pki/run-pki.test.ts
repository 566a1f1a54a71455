import "reflect-metadata";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import * as x509 from "@peculiar/x509";
import { expect, test } from "vitest";
import { axisTable } from "../../domain/axes.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { makeRunPki } from "./run-pki.ts";
import { serverName } from "./server-name.ts";

const newPki = () => makeRunPki(temporaryFolder());

/** Keys of 3072 bits and more are as those of 2048, and take seconds to make. */
const keyTypes = ["p256", "p384", "p521", "rsa2048", "ed25519", "mldsa65"] as const;

test.for(keyTypes)(
  "a credential of %s: certificate and key are a pair, and of that type",
  async (keyType) => {
    const pki = await newPki();
    const { certificate, key, der } = await pki.server(keyType);
    const read = new X509Certificate(readFileSync(certificate));
    expect(read.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true);
    expect(read.raw).toEqual(Buffer.from(der));
    expect(certificateFacts(der)?.keyType).toBe(keyType);
  },
);

test("a key is its owner's alone to read, and the authority's is in no file", async () => {
  const pki = await newPki();
  const { key } = await pki.client("p256");
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(pki.ca, "utf8")).not.toContain("PRIVATE KEY");
});

test("a credential is made once, and another for each role, type and fault", async () => {
  const pki = await newPki();
  const asked = [
    pki.server("p256"),
    pki.server("p256", null),
    pki.client("p256"),
    pki.server("p384"),
    pki.server("p256", "expired"),
    pki.server("p256", "expired"),
  ];
  const files = (await Promise.all(asked)).map(({ certificate }) => basename(certificate));
  expect(files).toEqual([
    "server-p256.crt",
    "server-p256.crt",
    "client-p256.crt",
    "server-p384.crt",
    "server-p256-expired.crt",
    "server-p256-expired.crt",
  ]);
  const keys = (await Promise.all(asked)).map(({ der }) => Buffer.from(der).toString("hex"));
  expect(new Set(keys).size).toBe(4);
});

/** Whom a certificate is by: the run's authority, one below it that is not sent, or another. */
const issuerOf = async (fault: (typeof axisTable.serverCertificate.values)[number]) => {
  const pki = await newPki();
  const certificate = new X509Certificate((await pki.server("p256", fault)).der);
  const signedBy = (der: Uint8Array) => certificate.verify(new X509Certificate(der).publicKey);
  if (signedBy(pki.caDer)) return "the authority";
  return (await pki.intermediates()).some(signedBy) ? "an intermediate" : "another";
};

test.for(axisTable.serverCertificate.values)("%s: who issued it", async (fault) => {
  const others: Partial<Record<typeof fault, string>> = {
    "unknown-authority": "another",
    "missing-intermediate": "an intermediate",
  };
  expect(await issuerOf(fault)).toBe(others[fault] ?? "the authority");
});

test("the intermediate authority is one, of the run's own, and not there before it is asked for", async () => {
  const pki = await newPki();
  expect(await pki.intermediates()).toEqual([]);
  const leaves = [
    await pki.server("p256", "missing-intermediate"),
    await pki.client("p256", "missing-intermediate"),
  ].map(({ der }) => new X509Certificate(der));
  const made = (await pki.intermediates()).map((der) => new X509Certificate(der));
  const { publicKey } = new X509Certificate(pki.caDer);
  expect(made.map((one) => [one.ca, one.verify(publicKey)])).toEqual([[true, true]]);
  expect(leaves.map((leaf) => made.some((one) => leaf.verify(one.publicKey)))).toEqual([
    true,
    true,
  ]);
});

test("a weak key has 1024 bits, whatever the type", async () => {
  const pki = await newPki();
  expect(certificateFacts((await pki.server("p384", "weak-key")).der)?.keyType).toBe("rsa1024");
});

test.for(["impostorServer", "untrustedClient"] as const)(
  "%s has the right names, a P-256 key, and an issuer that nobody trusts",
  async (name) => {
    const pki = await newPki();
    const { der } = await pki[name]();
    const certificate = new X509Certificate(der);
    const role = name === "impostorServer" ? "server" : "client";
    const right = new X509Certificate((await pki[role]("p256")).der);
    expect([certificate.subject, certificate.issuer]).toEqual([right.subject, right.issuer]);
    expect(certificate.checkHost(serverName)).toBe(serverName);
    expect(certificateFacts(der)?.keyType).toBe("p256");
    expect(certificate.verify(new X509Certificate(pki.caDer).publicKey)).toBe(false);
  },
);

test.for(["impostorPlugin", "untrustedHost"] as const)(
  "%s has the names of one that was announced, and another key",
  async (name) => {
    const pki = await newPki();
    const certificate = new X509Certificate((await pki[name]()).der);
    const announced = new X509Certificate(await pki.strayCertificate());
    expect([certificate.subject, certificate.issuer]).toEqual([
      announced.subject,
      announced.issuer,
    ]);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.verify(announced.publicKey)).toBe(false);
  },
);

test("a stray certificate is for localhost, signed by itself, and the same each time", async () => {
  const pki = await newPki();
  const [der, again] = [await pki.strayCertificate(), await pki.strayCertificate()];
  const certificate = new X509Certificate(der);
  expect(certificate.checkHost("localhost")).toBe("localhost");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(again).toEqual(der);
});

/** What a library reads, which did not write it. */
const read = (der: Uint8Array) => {
  const certificate = new x509.X509Certificate(Buffer.from(der));
  return {
    constraints: certificate.getExtension(x509.BasicConstraintsExtension),
    usages: certificate.getExtension(x509.KeyUsagesExtension)?.usages,
    extended: certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages,
    names: certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.toJSON(),
    own: certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId,
    issuers: certificate.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId,
    serial: certificate.serialNumber,
    lifeMs: certificate.notAfter.getTime() - certificate.notBefore.getTime(),
    critical: certificate.extensions.filter(({ critical }) => critical).map(({ type }) => type),
  };
};

test("another library reads every field as it was meant", async () => {
  const pki = await newPki();
  const authority = read(pki.caDer);
  const { digitalSignature, keyEncipherment, keyCertSign, cRLSign } = x509.KeyUsageFlags;
  expect(authority).toMatchObject({
    constraints: { ca: true, pathLength: undefined },
    usages: keyCertSign | cRLSign,
    critical: ["2.5.29.19", "2.5.29.15"],
  });
  expect(read((await pki.server("rsa2048")).der)).toMatchObject({
    constraints: { ca: false },
    usages: digitalSignature | keyEncipherment,
    extended: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
    names: [serverName, "localhost"].map((value) => ({ type: "dns", value })),
    issuers: authority.own,
    lifeMs: 25 * 3_600_000,
    critical: ["2.5.29.19", "2.5.29.15"],
  });
  const below = read((await pki.client("p256", "authority")).der);
  expect([below.constraints?.ca, below.usages]).toEqual([true, digitalSignature | keyCertSign]);
  expect(read((await pki.server("p256", "common-name-only")).der).names).toBeUndefined();
  const serials = await Promise.all(
    [pki.server("p384"), pki.server("p521"), pki.client("p256")].map(
      async (one) => read((await one).der).serial,
    ),
  );
  expect(new Set([...serials, authority.serial, below.serial]).size).toBe(5);
});
