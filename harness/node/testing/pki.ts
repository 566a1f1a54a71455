/** Keys and certificates for tests, in a temporary folder. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

type Algorithm = webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams;

const algorithms = {
  p256: { name: "ECDSA", namedCurve: "P-256" },
  p384: { name: "ECDSA", namedCurve: "P-384" },
  p521: { name: "ECDSA", namedCurve: "P-521" },
  rsa2048: {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: Uint8Array.of(1, 0, 1),
    modulusLength: 2048,
  },
} satisfies Record<string, Algorithm>;

export type KeyType = keyof typeof algorithms;

export const keyTypes = Object.keys(algorithms) as KeyType[];

const signing = { name: "ECDSA", hash: "SHA-256" };

/** Paths of PEM files. */
export interface Pki {
  readonly ca: string;
  certificate(keyType: KeyType): string;
  key(keyType: KeyType): string;
}

/** One CA, and one leaf for `localhost` of each key type. */
export async function makePki(folder: string): Promise<Pki> {
  const caKeys = await newKeys("p256");
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: "CN=test CA",
    keys: caKeys,
    signingAlgorithm: signing,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const path = (name: string) => join(folder, name);
  await writeFile(path("ca.crt"), `${ca.toString("pem")}\n`);
  await Promise.all(
    keyTypes.map(async (keyType) => {
      const keys = await newKeys(keyType);
      const leaf = await X509CertificateGenerator.create({
        subject: "CN=localhost",
        issuer: ca.subject,
        publicKey: keys.publicKey,
        signingKey: caKeys.privateKey,
        signingAlgorithm: signing,
        extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])],
      });
      const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
      await writeFile(path(`${keyType}.crt`), `${leaf.toString("pem")}\n`);
      await writeFile(path(`${keyType}.key`), `${PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`);
    }),
  );
  return {
    ca: path("ca.crt"),
    certificate: (keyType) => path(`${keyType}.crt`),
    key: (keyType) => path(`${keyType}.key`),
  };
}

function newKeys(keyType: KeyType): Promise<webcrypto.CryptoKeyPair> {
  const algorithm: Algorithm = algorithms[keyType];
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
