import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { KeyType } from "../domain/cell.ts";
import { serverName } from "./server-name.ts";

const keyAlgorithms: Record<
  KeyType,
  webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | { name: "Ed25519" }
> = {
  p256: { name: "ECDSA", namedCurve: "P-256" },
  p384: { name: "ECDSA", namedCurve: "P-384" },
  p521: { name: "ECDSA", namedCurve: "P-521" },
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

export const generateKeyPair = (keyType: KeyType): Promise<KeyPair> =>
  webcrypto.subtle.generateKey(keyAlgorithms[keyType], true, [
    "sign",
    "verify",
  ]) as Promise<KeyPair>;

/** PKCS #8, PEM with a final newline. */
export const privateKeyPem = async (keys: KeyPair): Promise<string> => {
  const der = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return `${x509.PemConverter.encode(der, "PRIVATE KEY")}\n`;
};

const hourMs = 3_600_000;

/** Back-dated by an hour against clocks that differ; a run never lasts a day. */
const validity = () => ({
  notBefore: new Date(Date.now() - hourMs),
  notAfter: new Date(Date.now() + 24 * hourMs),
});

/** Hash of the issuer's signature; P-256 goes with SHA-256. */
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };

const pem = (certificate: x509.X509Certificate) => `${certificate.toString("pem")}\n`;

export type Authority = Readonly<{
  /** PEM. */
  certificate: string;
  /** A leaf (CA:FALSE) for {@link serverName}, for both ends of a connection. PEM. */
  issue(subject: string, publicKey: webcrypto.CryptoKey): Promise<string>;
}>;

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
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  let serial = 1;
  return {
    certificate: pem(root),
    issue: async (subject, publicKey) => {
      const usage =
        x509.KeyUsageFlags.digitalSignature |
        (publicKey.algorithm.name.startsWith("RSA") ? x509.KeyUsageFlags.keyEncipherment : 0);
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: (++serial).toString(16).padStart(4, "0"),
        subject: `CN=${subject}`,
        issuer: root.subject,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm,
        ...validity(),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(usage, true),
          new x509.ExtendedKeyUsageExtension([
            x509.ExtendedKeyUsage.serverAuth,
            x509.ExtendedKeyUsage.clientAuth,
          ]),
          new x509.SubjectAlternativeNameExtension([
            { type: "dns", value: serverName },
            { type: "dns", value: "localhost" },
          ]),
          await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
        ],
      });
      return pem(leaf);
    },
  };
};

/** A self-signed leaf (CA:FALSE) with a P-256 key, as a plugin makes it for auto-mTLS. PEM. */
export const selfSignedCertificate = async (dnsName: string): Promise<string> => {
  const leaf = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: `CN=${dnsName}`,
    keys: await generateKeyPair("p256"),
    signingAlgorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: dnsName }]),
    ],
  });
  return pem(leaf);
};
