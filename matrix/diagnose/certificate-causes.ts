import type { KnownCause } from "../domain/cause.ts";

/** What is said of a certificate that was not accepted: "WHOSE" stands for "server's" or "client's". */
type CertificateCause = Readonly<{ sentence: string; remedy: string }>;

export const longEnoughKey = "use a key of at least 2048 bits (RSA), or an elliptic one";

export const certificateCauses = {
  "certificate-malformed": {
    sentence:
      "The WHOSE certificate is not encoded as RFC 5280 wants it: some verifiers refuse it.",
    remedy: "issue the WHOSE certificate anew with a current tool: openssl 3, cfssl, step",
  },
  "certificate-expired": {
    sentence: "The WHOSE certificate has expired.",
    remedy: "issue the WHOSE certificate anew",
  },
  "certificate-not-yet-valid": {
    sentence: "The WHOSE certificate is not valid yet.",
    remedy: "set the clocks of issuer and verifier, or wait until it is valid",
  },
  "wrong-extended-key-usage": {
    sentence: "The WHOSE certificate is for another use than the WHOSE side of TLS.",
    remedy:
      "issue the WHOSE certificate with both serverAuth and clientAuth, or with the one of its role",
  },
  "key-too-weak": {
    sentence: "The WHOSE key is too short for the other side.",
    remedy: longEnoughKey,
  },
  "incomplete-chain": {
    sentence:
      "The WHOSE side does not send the intermediate certificate that leads to the trusted authority.",
    remedy: "append the intermediate certificates to the WHOSE certificate file",
  },
  "unknown-ca": {
    sentence: "The WHOSE certificate was issued by an authority that the client does not trust.",
    remedy: "give the client the authority that issued it",
  },
  "chain-unverifiable": {
    sentence: "The WHOSE certificates break a rule that chains have to keep.",
    remedy: "verify the WHOSE chain by hand, and issue anew the certificate that breaks the rule",
  },
  "no-subject-alt-name": {
    sentence: "The WHOSE certificate has its name in the subject only, and no subjectAltName.",
    remedy: "issue it with a subjectAltName",
  },
  "hostname-mismatch": {
    sentence: "The WHOSE certificate is not for the name that the client wants.",
    remedy:
      "dial a name that the certificate has, set the name to verify, or issue it for the name that is dialled",
  },
  "ca-used-as-end-entity": {
    sentence: "The WHOSE certificate is that of an authority (CA:TRUE), used as a leaf.",
    remedy: "issue a leaf (CA:FALSE) and serve that",
  },
  "client-certificate-untrusted": {
    sentence: "The server does not trust the authority that issued the WHOSE certificate.",
    remedy:
      "use a client certificate that the server's authority issued, or give the server that authority",
  },
} as const satisfies Partial<Record<KnownCause, CertificateCause>>;
