import { withDoubt } from "../../domain/doubt.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { badSignature } from "../handshake-signature.ts";
import { ownRefusal, saidOf } from "../own-refusal.ts";
import { ownWeakKey } from "../own-weak-key.ts";
import { type Finding, type Rule, tlsOf } from "../rule.ts";

/** A side's own key or certificate is refused by its own library. */
export const keyNotLoadable: Rule = {
  code: "key-not-loadable",
  diagnose: (symptoms) => {
    const refusal = ownRefusal(symptoms);
    const said = refusal && saidOf("key-not-loadable", refusal);
    if (!refusal || !said) return mismatchedPair(symptoms.evidence);
    const { side } = refusal;
    const finding = {
      side,
      decided: true,
      doubt: null,
      sentence: `The ${side}'s library does not load the ${side}'s own key.`,
      matched: [{ by: side, text: said.text }],
      remedy:
        "give it a PKCS #8 key (BEGIN PRIVATE KEY) of a type that the library knows, and its certificate",
    };
    return ownWeakKey(side, symptoms)
      ? withDoubt(finding, "libraries refuse a certificate that is too weak in the same words")
      : finding;
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
    // What verifies wrongly, and what changes bytes on their way, looks alike.
    decided: false,
    sentence: `The ${side}'s signature over the handshake does not verify with the key of the ${side}'s certificate.`,
    matched,
    remedy: `give the ${side} the key that its certificate was made for`,
    nextCheck: `on the ${side}: openssl x509 -in cert.pem -noout -pubkey, and openssl pkey -in key.pem -pubout, must print the same`,
  };
};
