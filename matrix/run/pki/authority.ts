import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { KeyType } from "../../domain/cell.ts";
import { serverName } from "./server-name.ts";

/** Types of key that WebCrypto makes on every Node that the tool runs on. */
type UsualKeyType = Exclude<KeyType, "mldsa65"> | "rsa1024";

const keyAlgorithms: Record<
  UsualKeyType,
  webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | { name: "Ed25519" }
> = {
  p256: { name: "ECDSA", namedCurve: "P-256" },
  p384: { name: "ECDSA", namedCurve: "P-384" },
  p521: { name: "ECDSA", namedCurve: "P-521" },
  rsa1024: rsa(1024),
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
  ed25519: { name: "Ed25519" },
};

function rsa(modulusLength: number): webcrypto.RsaHashedKeyGenParams {
  return {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
}

export type KeyPair = webcrypto.CryptoKeyPair;

export const generateKeyPair = (keyType: UsualKeyType): Promise<KeyPair> =>
  webcrypto.subtle.generateKey(keyAlgorithms[keyType], true, [
    "sign",
    "verify",
  ]) as Promise<KeyPair>;

/** PKCS #8, PEM with a final newline. */
export const privateKeyPem = async (keys: KeyPair): Promise<string> => {
  const der = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return `${x509.PemConverter.encode(der, "PRIVATE KEY")}\n`;
};

/** Back-dated by an hour against clocks that differ; a run never lasts a day. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** @param fromMs - milliseconds from now, as `toMs`. */
const validity = (fromMs: number, toMs: number) => ({
  notBefore: new Date(Date.now() + fromMs),
  notAfter: new Date(Date.now() + toMs),
});

/** Hash of the issuer's signature; P-256 goes with SHA-256. */
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };

const pem = (certificate: x509.X509Certificate) => `${certificate.toString("pem")}\n`;

/** What stands in a leaf beside its key. */
export type Shape = Readonly<{
  /** The common name of the subject. */
  subject: string;
  /** subjectAltName; empty for none. */
  dnsNames: readonly string[];
  usages: readonly ("server" | "client")[];
  /** Milliseconds from now, negative for the past. */
  fromMs: number;
  toMs: number;
  isCa: boolean;
}>;

/** A leaf (CA:FALSE) for {@link serverName}, for both ends of a connection. */
export const soundShape = (subject: string): Shape => ({
  subject,
  dnsNames: [serverName, "localhost"],
  usages: ["server", "client"],
  fromMs: -hourMs,
  toMs: dayMs,
  isCa: false,
});

export type Authority = Readonly<{
  /** PEM. */
  certificate: string;
  /** PEM. @param publicKey - or its SubjectPublicKeyInfo as DER. */
  issue(publicKey: webcrypto.CryptoKey | Uint8Array, shape: Shape): Promise<string>;
  /** An authority whose certificate this one issued. */
  intermediate(name: string): Promise<Authority>;
}>;

const isRsa = (publicKey: webcrypto.CryptoKey | Uint8Array): boolean =>
  "algorithm" in publicKey && publicKey.algorithm.name.startsWith("RSA");

const usageIds = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
};

/**
 * A certification authority. Its own key is always P-256, which every stack can verify, so that a
 * cell's result depends on the leaf's key alone.
 */
export const makeAuthority = async (name: string): Promise<Authority> => {
  const keys = await generateKeyPair("p256");
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: `CN=${name}`,
    keys,
    signingAlgorithm,
    ...validity(-hourMs, dayMs),
    extensions: await authorityExtensions(keys.publicKey),
  });
  return authorityOf(root, keys);
};

const authorityExtensions = async (publicKey: webcrypto.CryptoKey) => [
  new x509.BasicConstraintsExtension(true, undefined, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  await x509.SubjectKeyIdentifierExtension.create(publicKey),
];

const authorityOf = (own: x509.X509Certificate, keys: KeyPair): Authority => {
  let serial = 1;
  const signed = (
    subject: string,
    publicKey: webcrypto.CryptoKey | Uint8Array,
    dates: ReturnType<typeof validity>,
    extensions: readonly x509.Extension[],
  ) =>
    x509.X509CertificateGenerator.create({
      serialNumber: (++serial).toString(16).padStart(4, "0"),
      subject: `CN=${subject}`,
      issuer: own.subject,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm,
      ...dates,
      extensions: [...extensions],
    });
  return {
    certificate: pem(own),
    issue: async (publicKey, { subject, dnsNames, usages, fromMs, toMs, isCa }) => {
      const usage =
        x509.KeyUsageFlags.digitalSignature |
        (isCa ? x509.KeyUsageFlags.keyCertSign : 0) |
        (isRsa(publicKey) ? x509.KeyUsageFlags.keyEncipherment : 0);
      const names = dnsNames.map((value) => ({ type: "dns" as const, value }));
      const leaf = await signed(subject, publicKey, validity(fromMs, toMs), [
        new x509.BasicConstraintsExtension(isCa, undefined, true),
        new x509.KeyUsagesExtension(usage, true),
        new x509.ExtendedKeyUsageExtension(usages.map((role) => usageIds[role])),
        ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
        await x509.AuthorityKeyIdentifierExtension.create(own.publicKey),
      ]);
      return pem(leaf);
    },
    intermediate: async (name) => {
      const below = await generateKeyPair("p256");
      const extensions = await authorityExtensions(below.publicKey);
      const dates = validity(-hourMs, dayMs);
      return authorityOf(await signed(name, below.publicKey, dates, extensions), below);
    },
  };
};

/** A self-signed leaf (CA:FALSE), as a plugin and its host make one each for auto-mTLS. PEM. */
export const selfSignedCertificate = async (dnsName: string, keys: KeyPair): Promise<string> => {
  const leaf = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: `CN=${dnsName}`,
    keys,
    signingAlgorithm,
    ...validity(-hourMs, dayMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: dnsName }]),
    ],
  });
  return pem(leaf);
};
