/** Chains that a server can hold and that verifiers refuse, or that stacks read each in their own way. */
import "reflect-metadata";
import { KeyObject, webcrypto } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const hourMs = 3_600_000;
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };

type Issued = Readonly<{ certificate: x509.X509Certificate; keys: webcrypto.CryptoKeyPair }>;

const issue = async (
  name: string,
  issuer: Issued | null,
  extensions: readonly x509.Extension[],
): Promise<Issued> => {
  const keys = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: "01",
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    signingKey: (issuer?.keys ?? keys).privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm,
    notBefore: new Date(Date.now() - hourMs),
    notAfter: new Date(Date.now() + 24 * hourMs),
    extensions: [...extensions],
  });
  return { certificate, keys };
};

const ca = (pathLength?: number) => new x509.BasicConstraintsExtension(true, pathLength, true);
const leafOnly = new x509.BasicConstraintsExtension(false);

export const alternative = (type: "dns" | "email" | "ip", value: string) =>
  new x509.SubjectAlternativeNameExtension([{ type, value }]);

/** nameConstraints that permit names below example.org alone (RFC 5280 section 4.2.1.10). */
export const belowExampleOrg = new x509.Extension(
  "2.5.29.30",
  true,
  Buffer.from(`3011a00f300d820b${Buffer.from("example.org").toString("hex")}`, "hex"),
);

/** my.test, and 127.0.0.1 with a mask, as name constraints have it and names must not (RFC 5280 section 4.2.1.6). */
export const addressWithMask = new x509.Extension(
  "2.5.29.17",
  false,
  Buffer.from(`30138207${Buffer.from("my.test").toString("hex")}87087f000001ffffffff`, "hex"),
);

/** keyUsage of a key that encrypts and does not sign (RFC 5280 section 4.2.1.3). */
export const keyEnciphermentAlone = new x509.KeyUsagesExtension(
  x509.KeyUsageFlags.keyEncipherment,
  true,
);

/** A critical extension that nobody knows, of an arc for examples (RFC 5612 has none; 2.999 is X.660's). */
export const unknownCritical = new x509.Extension("2.999.1", true, Buffer.from("0500", "hex"));

/** What a server holds: a chain and a key as PEM, and the file of its CA. */
export type OddChain = Readonly<{ cert: string; key: string; ca: string }>;

type ChainShape = Readonly<{
  name?: string;
  leaf?: readonly x509.Extension[];
  /** pathLenConstraint of the root; two CAs stand below it. */
  pathLength?: number;
  root?: readonly x509.Extension[];
}>;

export const oddChain = async (
  folder: string,
  { name = "my.test", leaf = [alternative("dns", "my.test")], pathLength, root = [] }: ChainShape,
): Promise<OddChain> => {
  const top = await issue("odd root", null, [ca(pathLength), ...root]);
  const middle = await issue("odd middle", top, [ca()]);
  const last = pathLength === undefined ? middle : await issue("odd last", middle, [ca()]);
  const own = await issue(name, last, [leafOnly, ...leaf]);
  const sent = [own, last, ...(last === middle ? [] : [middle])];
  return stored(folder, top, sent, own);
};

/** As `openssl req -x509 -subj /CN=…` makes it: CA:TRUE and no subjectAltName. */
export const selfSigned = async (folder: string, name: string): Promise<OddChain> => {
  const own = await issue(name, null, [ca()]);
  return stored(folder, own, [own], own);
};

const pemOfKey = ({ privateKey }: webcrypto.CryptoKeyPair): string =>
  KeyObject.from(privateKey).export({ type: "pkcs8", format: "pem" }).toString();

const stored = async (
  folder: string,
  { certificate: trusted }: Issued,
  sent: readonly Issued[],
  own: Issued,
): Promise<OddChain> => {
  const file = join(folder, "odd-ca.pem");
  writeFileSync(file, `${trusted.toString("pem")}\n`);
  const cert = sent.map(({ certificate }) => `${certificate.toString("pem")}\n`).join("");
  return { cert, key: pemOfKey(own.keys), ca: file };
};
