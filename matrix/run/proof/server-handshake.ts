import { connect, type TLSSocket } from "node:tls";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { allSchemes, helloLimitMs } from "./tls-trials.ts";

/** By the name that Node has for it. */
const schemes: Readonly<Record<string, string>> = {
  "ECDSA+SHA256": "ecdsa_secp256r1_sha256",
  "ECDSA+SHA384": "ecdsa_secp384r1_sha384",
  "ECDSA+SHA512": "ecdsa_secp521r1_sha512",
  "Ed25519+UNDEF": "ed25519",
  "Ed448+UNDEF": "ed448",
  "RSA-PSS+SHA256": "rsa_pss_rsae_sha256",
  "RSA-PSS+SHA384": "rsa_pss_rsae_sha384",
  "RSA-PSS+SHA512": "rsa_pss_rsae_sha512",
  "RSA+SHA256": "rsa_pkcs1_sha256",
  "RSA+SHA384": "rsa_pkcs1_sha384",
  "RSA+SHA512": "rsa_pkcs1_sha512",
};

/** What a server shows to whomever it meets. */
export type ServerHandshake = Readonly<{
  /** Which of OpenSSL's signature schemes its CertificateRequest names, in its order; null where it asks for none. */
  schemes: readonly string[] | null;
  /** What it chose where it was offered TLS 1.2 and 1.3. */
  version: "1.2" | "1.3";
}>;

/** @returns null where the server ended the handshake before its side of it could be read. */
export const serverHandshake = async (
  endpoint: Endpoint,
  serverName: string,
): Promise<ServerHandshake | null> => {
  let socket: TLSSocket | undefined;
  const shown = Eventual.when<ServerHandshake | null>((settle) => {
    const made = connect({
      ...addressOf(endpoint),
      servername: serverName,
      ALPNProtocols: ["h2"],
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.3",
      sigalgs: allSchemes.join(":"),
      rejectUnauthorized: false,
    });
    socket = made;
    const read = (isDone: boolean) => {
      const schemes = namesOf(made.getSharedSigalgs());
      const version = versions[made.getProtocol() ?? ""];
      // Without either, what OpenSSL names is no choice of the server's.
      settle((isDone || schemes) && version ? { schemes, version } : null);
    };
    made.once("secureConnect", () => read(true));
    // Before TLS 1.3 a server that misses a certificate ends the handshake, and has asked all the same.
    made.once("error", () => read(false));
    // A socket that has closed must not be asked: Node 24.21 ends with SIGSEGV.
    made.once("close", () => settle(null));
    made.on("error", () => {});
  });
  const handshake = await shown.orAfter(helloLimitMs, null);
  socket?.destroy();
  return handshake;
};

const versions: Readonly<Record<string, ServerHandshake["version"]>> = {
  "TLSv1.2": "1.2",
  "TLSv1.3": "1.3",
};

/** Node has none before a handshake, and an empty list where no certificate was asked for. */
const namesOf = (shared: readonly string[] | null): readonly string[] | null => {
  const names = (shared ?? []).flatMap((name) => schemes[name] ?? []);
  return names.length > 0 ? names : null;
};
