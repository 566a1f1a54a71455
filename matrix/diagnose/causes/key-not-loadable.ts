import type { CellEvidence } from "../../domain/evidence.ts";
import type { About } from "../about.ts";
import { badSignature } from "../handshake-signature.ts";
import { clientTexts, type Finding, type Rule, tlsOf } from "../rule.ts";
import { saidIn } from "../said.ts";

const about: About = {
  summary:
    "A side's key or certificate cannot be used: its own library does not load it, or the two do not belong together.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl pkey -in key.pem -noout -text` reads the key; `openssl x509 -in cert.pem -noout -pubkey` and `openssl pkey -in key.pem -pubout` must print the same. grpcio says `Failed to bind to address`, as if the port were taken.",
  fix: {
    any: "`openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem` (BEGIN PRIVATE KEY); a P-256 or RSA key loads everywhere",
    go: "tls.LoadX509KeyPair(cert, key) takes PKCS #1, PKCS #8 and SEC 1, unencrypted",
    python:
      "private_key before certificate_chain in grpc.ssl_server_credentials([(key, chain)]); both as octets of PEM",
    node: "{private_key: Buffer, cert_chain: Buffer} of PEM",
    java: "PKCS #8 alone: keyManager(cert, pkcs8), no SEC 1, PKCS #1 or Ed25519",
    rust: "Identity::from_pem(cert, key); RSA of 2048 bits and more, P-256, P-384, Ed25519",
  },
};

/** A side's own key or certificate is refused by its own library. */
export const keyNotLoadable: Rule = {
  code: "key-not-loadable",
  clause: "RFC 5958; RFC 7468",
  about,
  diagnose: ({ outcome, evidence }) => {
    const server = evidence.server;
    const own = (texts: readonly string[]) =>
      saidIn(texts).find(({ code }) => code === "key-not-loadable");
    const ended = outcome.phase === "spawn" && server?.exit ? own([server.stderr]) : undefined;
    const refused = evidence.connections.length === 0 ? own(clientTexts(evidence)) : undefined;
    const said = ended ?? refused;
    if (!said) return mismatchedPair(evidence);
    const side = ended ? "server" : "client";
    return {
      side,
      decided: true,
      sentence: `The ${side}'s library does not load the ${side}'s own key.`,
      matched: [{ by: side, text: said.text }],
      remedy:
        "give it a PKCS #8 key (BEGIN PRIVATE KEY) of a type that the library knows, and its certificate",
    };
  },
};

/** Its own library did not mind, and the other side does: the signature is not of the certificate's key. */
const mismatchedPair = (evidence: CellEvidence): Finding | undefined => {
  const tls = tlsOf(evidence);
  if (!tls?.serverHello) return undefined;
  const ofServer = tls.finished.client ? undefined : badSignature(evidence, "server");
  const sent = (tls.clientCertificate?.chain.length ?? 0) > 0;
  const ofClient = sent ? badSignature(evidence, "client") : undefined;
  const matched = ofServer ?? ofClient;
  if (!matched) return undefined;
  const side = ofServer ? "server" : "client";
  return {
    side,
    // What verifies wrongly, and what changes octets on their way, looks alike.
    decided: false,
    sentence: `The ${side}'s signature over the handshake does not verify with the key of the ${side}'s certificate.`,
    matched,
    remedy: `give the ${side} the key that its certificate was made for`,
    nextCheck: `on the ${side}: openssl x509 -in cert.pem -noout -pubkey, and openssl pkey -in key.pem -pubout, must print the same`,
  };
};
