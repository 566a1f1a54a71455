import type { Fact } from "../../domain/fact.ts";

const rejected: Fact = { fact: "certificate-rejected" };
const unchecked: Fact = { fact: "revocation-unknown" };
const version: Fact = { fact: "no-common-version", offered: null };

/** An error of s2n-tls, and what s2n_strerror says. */
type S2nError = readonly [name: string, words: string, fact: Fact];

/** error/s2n_errno.c. */
export const s2nErrors: readonly S2nError[] = [
  ["S2N_ERR_CLOSED", "connection is closed", { fact: "closed" }],
  // Which alert it was is told elsewhere, or not at all.
  ["S2N_ERR_ALERT", "TLS alert received", { fact: "wrapper", of: "handshake", status: null }],
  ["S2N_ERR_DECRYPT", "error decrypting data", { fact: "bad-record" }],
  ["S2N_ERR_BAD_MESSAGE", "Bad message encountered", { fact: "handshake-garbled" }],
  ["S2N_ERR_CIPHER_NOT_SUPPORTED", "Cipher is not supported", { fact: "no-common-suite" }],
  [
    "S2N_ERR_NO_APPLICATION_PROTOCOL",
    "No supported application protocol to negotiate",
    { fact: "alpn-none-in-common" },
  ],
  [
    "S2N_ERR_DECODE_CERTIFICATE",
    "error decoding certificate",
    { fact: "key-not-loadable", what: "certificate" },
  ],
  [
    "S2N_ERR_DECODE_PRIVATE_KEY",
    "error decoding private key",
    { fact: "key-not-loadable", what: "key" },
  ],
  [
    "S2N_ERR_KEY_MISMATCH",
    "public and private key do not match",
    { fact: "key-not-loadable", what: "pair" },
  ],
  [
    "S2N_ERR_NO_CERTIFICATE_IN_PEM",
    "No certificate in PEM",
    { fact: "key-not-loadable", what: "certificate" },
  ],
  ["S2N_ERR_INVALID_SIGNATURE_SCHEME", "Invalid signature scheme", { fact: "no-common-scheme" }],
  [
    "S2N_ERR_NO_VALID_SIGNATURE_SCHEME",
    "Unable to negotiate a supported signature scheme",
    { fact: "no-common-scheme" },
  ],
  ["S2N_ERR_VERIFY_SIGNATURE", "error verifying signature", { fact: "bad-handshake-signature" }],
  [
    "S2N_ERR_ECDHE_UNSUPPORTED_CURVE",
    "Unsupported EC curve was presented during an ECDHE handshake",
    { fact: "no-common-group" },
  ],
  [
    "S2N_ERR_CERT_UNTRUSTED",
    "Certificate is untrusted",
    { fact: "unknown-authority", chain: "unsaid" },
  ],
  [
    "S2N_ERR_CERT_INVALID_HOSTNAME",
    "Certificate is not valid for the supplied hostname",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  [
    "S2N_ERR_CERT_REVOKED",
    "Certificate has been revoked by the CA",
    { fact: "certificate-revoked" },
  ],
  [
    "S2N_ERR_CERT_NOT_YET_VALID",
    "Certificate is not yet valid",
    { fact: "certificate-not-yet-valid" },
  ],
  ["S2N_ERR_CERT_EXPIRED", "Certificate has expired", { fact: "certificate-expired" }],
  ["S2N_ERR_CERT_INVALID", "Certificate is invalid", rejected],
  [
    "S2N_ERR_CERT_INTENT_INVALID",
    "Certificate intent is invalid for the current context",
    { fact: "wrong-eku" },
  ],
  [
    "S2N_ERR_CERT_MAX_CHAIN_DEPTH_EXCEEDED",
    "The maximum certificate chain depth has been exceeded",
    { fact: "certificate-rule-broken" },
  ],
  ["S2N_ERR_CERT_REJECTED", "Certificate failed custom application validation", rejected],
  [
    "S2N_ERR_PROTOCOL_VERSION_UNSUPPORTED",
    "TLS protocol version is not supported by configuration",
    version,
  ],
  ["S2N_ERR_PROTOCOL_DOWNGRADE_DETECTED", "Protocol downgrade detected by client", version],
  [
    "S2N_ERR_MISSING_CLIENT_CERT",
    "Server requires client certificate",
    { fact: "client-certificate-required" },
  ],
  [
    "S2N_ERR_CRL_LOOKUP_FAILED",
    "No CRL could be found for the corresponding certificate",
    unchecked,
  ],
  ["S2N_ERR_CRL_SIGNATURE", "The signature of the CRL is invalid", unchecked],
  ["S2N_ERR_CRL_ISSUER", "Unable to get the CRL issuer certificate", unchecked],
  ["S2N_ERR_CRL_UNHANDLED_CRITICAL_EXTENSION", "Unhandled critical CRL extension", unchecked],
  ["S2N_ERR_CRL_INVALID_THIS_UPDATE", "CRL this_update field is invalid", unchecked],
  ["S2N_ERR_CRL_INVALID_NEXT_UPDATE", "CRL next_update field is invalid", unchecked],
  ["S2N_ERR_CRL_NOT_YET_VALID", "CRL is not yet valid", unchecked],
  ["S2N_ERR_CRL_EXPIRED", "CRL has expired", unchecked],
  ["S2N_ERR_INVALID_OCSP_RESPONSE", "OCSP response is invalid", unchecked],
  [
    "S2N_ERR_CERT_UNHANDLED_CRITICAL_EXTENSION",
    "Certificate contains unhandled critical extension",
    { fact: "certificate-rule-broken" },
  ],
];
