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

/**
 * Which of OpenSSL's signature schemes a server's CertificateRequest names, in its order: whom it asks does not change
 * them.
 *
 * @returns null where it asks for no certificate, or no handshake came about.
 */
export const schemesRequested = async (
  endpoint: Endpoint,
  serverName: string,
): Promise<readonly string[] | null> => {
  let socket: TLSSocket | undefined;
  const asked = Eventual.when<readonly string[] | null>((settle) => {
    const made = connect({
      ...addressOf(endpoint),
      servername: serverName,
      ALPNProtocols: ["h2"],
      sigalgs: allSchemes.join(":"),
      rejectUnauthorized: false,
    });
    socket = made;
    // Before TLS 1.3 a server that misses a certificate ends the handshake, and has asked all the same.
    const told = () => settle(namesOf(made.getSharedSigalgs()));
    made.once("secureConnect", told);
    made.on("error", told);
    made.once("close", told);
  });
  const requested = await asked.orAfter(helloLimitMs, null);
  socket?.destroy();
  return requested;
};

/** Node has none before a handshake, and an empty list where no certificate was asked for. */
const namesOf = (shared: readonly string[] | null): readonly string[] | null => {
  const names = (shared ?? []).flatMap((name) => schemes[name] ?? []);
  return names.length > 0 ? names : null;
};
