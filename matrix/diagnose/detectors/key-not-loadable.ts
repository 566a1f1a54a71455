import { withDoubt } from "../../domain/doubt.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { badSignature } from "../handshake-signature.ts";
import { hasUnusualKey, nothingToDial, ownRefusal, refusesItself } from "../own-refusal.ts";
import { ownWeakKey } from "../own-weak-key.ts";
import { type Finding, firstOf, quoted, type Symptoms, seenIn } from "../rule.ts";

/** A side's own key or certificate is refused by its own library. */
export const keyNotLoadable = firstOf(
  "key-not-loadable",
  (symptoms) => saidSo(symptoms),
  (symptoms) => unknownAlgorithm(symptoms),
  (symptoms) => withoutAddress(symptoms),
  ({ evidence }) => mismatchedPair(evidence),
);

const saidSo = (symptoms: Symptoms): Finding | undefined => {
  const refusal = refusesItself("key-not-loadable", symptoms);
  if (!refusal) return undefined;
  const { side, said } = refusal;
  const finding = {
    side,
    decided: true,
    doubt: null,
    sentence: `The ${side}'s library does not load the ${side}'s own key.`,
    matched: [said],
    remedy:
      "give it a PKCS #8 key (BEGIN PRIVATE KEY) of a type that the library knows, and its certificate",
  };
  return ownWeakKey(side, symptoms)
    ? withDoubt(finding, "libraries refuse a certificate that is too weak in the same words")
    : finding;
};

/** OpenSSL before 3.5 says of a key of ML-DSA, which has one size, that it is too small. */
const unknownAlgorithm = (symptoms: Symptoms): Finding | undefined => {
  const refusal = refusesItself("key-too-weak", symptoms);
  if (!refusal || !hasUnusualKey(refusal.side, symptoms)) return undefined;
  const { side, said } = refusal;
  return {
    side,
    decided: true,
    sentence: `The ${side}'s library does not load the ${side}'s own key, whose algorithm it does not know.`,
    matched: [said, quoted("orchestrator", `the ${side} is given a key of ML-DSA`)],
    remedy: "give it a key of a type that the library knows: P-256 or RSA loads everywhere",
  };
};

/** It has an address, of which its credentials make no connection, or has been told none. */
const withoutAddress = (symptoms: Symptoms): Finding | undefined => {
  const refusal = ownRefusal(symptoms);
  const text = refusal && nothingToDial(refusal);
  return text === undefined
    ? undefined
    : {
        side: "client",
        decided: false,
        sentence:
          "The client's library has nothing to dial, mostly because it does not load the key, certificate or CA of its credentials.",
        matched: [quoted("client", text)],
        remedy: "give it files in PEM that it loads: key, certificate and CA",
        nextCheck:
          "the client again with GRPC_VERBOSITY=ERROR: its own lines name the file (`Invalid private key`, `Invalid cert chain file`, `Could not load any root certificate`)",
      };
};

/** Its own library did not mind, and the other side does: the signature is not of the certificate's key. */
const mismatchedPair = (evidence: CellEvidence): Finding | undefined => {
  const { tls } = seenIn(evidence);
  if (!tls?.serverHello) return undefined;
  const ofServer = tls.finished.client ? undefined : badSignature(evidence, "server");
  const sent = (tls.clientCertificate?.chain.length ?? 0) > 0;
  const ofClient = sent ? badSignature(evidence, "client") : undefined;
  const matched = ofServer ?? ofClient;
  if (!matched) return undefined;
  const side = ofServer ? "server" : "client";
  return {
    side,
    // What verifies wrongly, and what changes bytes on their way, looks alike.
    decided: false,
    sentence: `The ${side}'s signature over the handshake does not verify with the key of the ${side}'s certificate.`,
    matched,
    remedy: `give the ${side} the key that its certificate was made for`,
    nextCheck: `on the ${side}: openssl x509 -in cert.pem -noout -pubkey, and openssl pkey -in key.pem -pubout, must print the same`,
  };
};
