import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeyType } from "../domain/cell.ts";
import {
  type Authority,
  generateKeyPair,
  makeAuthority,
  privateKeyPem,
  selfSignedCertificate,
} from "./authority.ts";

/** A certificate and its key as files, for a role of the run. */
type Credential = Readonly<{
  /** Paths of PEM files; the key file has mode 0600. */
  certificate: string;
  key: string;
  der: Uint8Array;
}>;

/** The certificates of one run. Made when first asked for, each once. */
export type RunPki = Readonly<{
  /** PEM file of the authority that both sides trust. */
  ca: string;
  server(keyType: KeyType): Promise<Credential>;
  client(keyType: KeyType): Promise<Credential>;
  /** Certificates for the same names by an authority that nobody trusts. */
  impostorServer(): Promise<Credential>;
  untrustedClient(): Promise<Credential>;
  /** DER of a self-signed certificate for `localhost` that nobody has the key of any more. */
  strayCertificate(): Promise<Uint8Array>;
}>;

/** @param folder - the run's private temporary folder (mode 0700); every file of the PKI lies there. */
export const makeRunPki = async (folder: string): Promise<RunPki> => {
  const [trusted, untrusted] = await Promise.all([
    makeAuthority("handshake-matrix authority"),
    makeAuthority("handshake-matrix impostor authority"),
  ]);
  const ca = join(folder, "ca.crt");
  await writeFile(ca, trusted.certificate);
  const made = new Map<string, Promise<Credential>>();
  const credential = (authority: Authority, name: string, keyType: KeyType) => {
    const file = `${name}-${keyType}`;
    const known = made.get(file);
    if (known) return known;
    const making = makeCredential(folder, file, authority, keyType, name);
    made.set(file, making);
    return making;
  };
  let stray: Promise<string> | undefined;
  return {
    ca,
    server: (keyType) => credential(trusted, "server", keyType),
    client: (keyType) => credential(trusted, "client", keyType),
    impostorServer: () => credential(untrusted, "impostor-server", "p256"),
    strayCertificate: async () => {
      stray ??= selfSignedCertificate("localhost");
      return new X509Certificate(await stray).raw;
    },
    untrustedClient: () => credential(untrusted, "untrusted-client", "p256"),
  };
};

const makeCredential = async (
  folder: string,
  file: string,
  authority: Authority,
  keyType: KeyType,
  subject: string,
): Promise<Credential> => {
  const keys = await generateKeyPair(keyType);
  const certificatePem = await authority.issue(`handshake-matrix ${subject}`, keys.publicKey);
  const certificate = join(folder, `${file}.crt`);
  const key = join(folder, `${file}.key`);
  await Promise.all([
    writeFile(certificate, certificatePem),
    writeFile(key, await privateKeyPem(keys), { mode: 0o600 }),
  ]);
  return { certificate, key, der: new X509Certificate(certificatePem).raw };
};
