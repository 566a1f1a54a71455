import { createPrivateKey, type KeyObject } from "node:crypto";
import { certificatePem, extension } from "./certificate.ts";
import { type KeyPair, makeKeyPair } from "./key-pair.ts";
import { serverName } from "./server-name.ts";

/** Back-dated by an hour against clocks that differ; a run never lasts a day. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** @param fromMs - milliseconds from now, as `toMs`. */
const validity = (fromMs: number, toMs: number) => ({
  notBefore: new Date(Date.now() + fromMs),
  notAfter: new Date(Date.now() + toMs),
});

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
  /** PEM. */
  issue(publicKey: KeyObject, shape: Shape): string;
  /** An authority whose certificate this one issued. */
  intermediate(name: string): Promise<Authority>;
}>;

/**
 * A certification authority. Its own key is always P-256, which every stack can verify, so that a
 * cell's result depends on the leaf's key alone.
 */
export const makeAuthority = async (name: string): Promise<Authority> => {
  const keys = await makeKeyPair("p256");
  const privateKey = createPrivateKey(keys.privateKey);
  return authorityOf(name, authorityPem(name, keys.publicKey, name, privateKey, 1), {
    publicKey: keys.publicKey,
    privateKey,
  });
};

const authorityPem = (
  subject: string,
  publicKey: KeyObject,
  issuer: string,
  issuerKey: KeyObject,
  serial: number,
): string =>
  certificatePem(
    {
      serial,
      subject,
      issuer,
      ...validity(-hourMs, dayMs),
      publicKey,
      extensions: [
        extension.basicConstraints(true),
        extension.keyUsage(["keyCertSign", "cRLSign"]),
        extension.subjectKeyIdentifier(publicKey),
      ],
    },
    issuerKey,
  );

const authorityOf = (
  name: string,
  certificate: string,
  own: Readonly<{ publicKey: KeyObject; privateKey: KeyObject }>,
): Authority => {
  let serial = 1;
  return {
    certificate,
    issue: (publicKey, { subject, dnsNames, usages, fromMs, toMs, isCa }) =>
      certificatePem(
        {
          serial: ++serial,
          subject,
          issuer: name,
          ...validity(fromMs, toMs),
          publicKey,
          extensions: [
            extension.basicConstraints(isCa),
            extension.keyUsage([
              "digitalSignature",
              ...(publicKey.asymmetricKeyType === "rsa" ? (["keyEncipherment"] as const) : []),
              ...(isCa ? (["keyCertSign"] as const) : []),
            ]),
            extension.extendedKeyUsage(usages),
            ...(dnsNames.length > 0 ? [extension.subjectAltName(dnsNames)] : []),
            extension.authorityKeyIdentifier(own.publicKey),
          ],
        },
        own.privateKey,
      ),
    intermediate: async (below) => {
      const keys = await makeKeyPair("p256");
      const issued = authorityPem(below, keys.publicKey, name, own.privateKey, ++serial);
      return authorityOf(below, issued, {
        publicKey: keys.publicKey,
        privateKey: createPrivateKey(keys.privateKey),
      });
    },
  };
};

/** A self-signed leaf (CA:FALSE) of a P-256 key, as a plugin and its host make one each for auto-mTLS. PEM. */
export const selfSignedCertificate = (
  dnsName: string,
  { publicKey, privateKey }: KeyPair,
): string =>
  certificatePem(
    {
      serial: 1,
      subject: dnsName,
      issuer: dnsName,
      ...validity(-hourMs, dayMs),
      publicKey,
      extensions: [extension.basicConstraints(false), extension.subjectAltName([dnsName])],
    },
    createPrivateKey(privateKey),
  );
