import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CertificateFault, KeyType } from "../../domain/cell.ts";
import {
  type Authority,
  makeAuthority,
  type Shape,
  selfSignedCertificate,
  soundShape,
} from "./authority.ts";
import { faultyShape } from "./faulty-shape.ts";
import { type MadeKeyType, makeKeyPair } from "./key-pair.ts";

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
  /** DER of that authority's certificate. */
  caDer: Uint8Array;
  server(keyType: KeyType, fault?: CertificateFault | null): Promise<Credential>;
  client(keyType: KeyType, fault?: CertificateFault | null): Promise<Credential>;
  /** DER of the intermediate authorities that were made so far. */
  intermediates(): Promise<readonly Uint8Array[]>;
  /**
   * Like the certificates of `server` and `client` in every name, and by an authority of the same name that nobody
   * trusts: whoever verifies no signature takes them for those.
   */
  impostorServer(): Promise<Credential>;
  untrustedClient(): Promise<Credential>;
  /** Like those that a plugin and its host sign themselves, and announced to nobody. */
  impostorPlugin(): Promise<Credential>;
  untrustedHost(): Promise<Credential>;
  /** DER of a self-signed certificate for `localhost` that nobody has the key of any more. */
  strayCertificate(): Promise<Uint8Array>;
}>;

/** @param folder - the run's private temporary folder (mode 0700); every file of the PKI lies there. */
export const makeRunPki = async (folder: string): Promise<RunPki> => {
  const [trusted, namesake, untrusted] = await Promise.all([
    makeAuthority(authorityName),
    makeAuthority(authorityName),
    makeAuthority("handshake-matrix impostor authority"),
  ]);
  const ca = join(folder, "ca.crt");
  await writeFile(ca, trusted.certificate);
  const made = new Map<string, Promise<Credential>>();
  const once = (name: string, make: () => Promise<Credential>): Promise<Credential> => {
    const making = made.get(name) ?? make();
    made.set(name, making);
    return making;
  };
  let unsent: Promise<Authority> | undefined;
  const issuer = async (fault: CertificateFault | null): Promise<Authority> => {
    if (fault === "unknown-authority") return untrusted;
    if (fault !== "missing-intermediate") return trusted;
    unsent ??= trusted.intermediate("handshake-matrix intermediate authority");
    return unsent;
  };
  const credential = (
    role: "server" | "client",
    keyType: KeyType,
    fault: CertificateFault | null = null,
  ) =>
    once(credentialName(role, keyType, fault), async () =>
      makeCredential(
        folder,
        credentialName(role, keyType, fault),
        await issuer(fault),
        fault === "weak-key" ? "rsa1024" : keyType,
        faultyShape(soundShape(subjectOf(role)), role, fault),
      ),
    );
  const impostor = (role: "server" | "client", name: string) =>
    once(name, () => makeCredential(folder, name, namesake, "p256", soundShape(subjectOf(role))));
  const selfSigned = (name: string) =>
    once(name, async () => {
      const keys = await makeKeyPair("p256");
      const certificate = selfSignedCertificate("localhost", keys);
      return writeCredential(folder, name, keys.privateKey, certificate);
    });
  let stray: Promise<string> | undefined;
  return {
    ca,
    caDer: new X509Certificate(trusted.certificate).raw,
    server: (keyType, fault) => credential("server", keyType, fault),
    client: (keyType, fault) => credential("client", keyType, fault),
    intermediates: async () =>
      unsent ? [new X509Certificate((await unsent).certificate).raw] : [],
    impostorServer: () => impostor("server", "impostor-server"),
    untrustedClient: () => impostor("client", "untrusted-client"),
    impostorPlugin: () => selfSigned("impostor-plugin"),
    untrustedHost: () => selfSigned("untrusted-host"),
    strayCertificate: async () => {
      stray ??= makeKeyPair("p256").then((keys) => selfSignedCertificate("localhost", keys));
      return new X509Certificate(await stray).raw;
    },
  };
};

const authorityName = "handshake-matrix authority";

const subjectOf = (role: "server" | "client") => `handshake-matrix ${role}`;

const credentialName = (role: string, keyType: KeyType, fault: CertificateFault | null) =>
  [role, keyType, fault].filter((part) => part !== null).join("-");

const makeCredential = async (
  folder: string,
  file: string,
  authority: Authority,
  keyType: MadeKeyType,
  shape: Shape,
): Promise<Credential> => {
  const { publicKey, privateKey } = await makeKeyPair(keyType);
  return writeCredential(folder, file, privateKey, authority.issue(publicKey, shape));
};

const writeCredential = async (
  folder: string,
  file: string,
  privateKey: string,
  certificatePem: string,
): Promise<Credential> => {
  const certificate = join(folder, `${file}.crt`);
  const key = join(folder, `${file}.key`);
  await Promise.all([
    writeFile(certificate, certificatePem),
    writeFile(key, privateKey, { mode: 0o600 }),
  ]);
  return { certificate, key, der: new X509Certificate(certificatePem).raw };
};
