import type { Fact } from "../../domain/fact.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const garbled: Fact = { fact: "handshake-garbled" };
const rejected: Fact = { fact: "certificate-rejected" };
const unknown: Fact = { fact: "unknown-authority", chain: "unsaid" };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };
const weakKey: Fact = { fact: "key-too-weak", what: "key" };
const weakSignature: Fact = { fact: "key-too-weak", what: "signature" };
const version: Fact = { fact: "no-common-version", offered: null };
const scheme: Fact = { fact: "no-common-scheme" };
const received = (alert: string): Fact => ({ fact: "alert-received", alert });

/** An error of NSS: its number, its name, and what PR_ErrorToString says; null where other programs say the same. */
type NssError = readonly [code: number, name: string, words: string | null, fact: Fact];

/** lib/ssl/SSLerrs.h, from -0x3000 on. */
const sslErrors: readonly NssError[] = [
  // Also an alert of handshake_failure in answer to a ClientHello (lib/ssl/ssl3con.c).
  [
    -12286,
    "SSL_ERROR_NO_CYPHER_OVERLAP",
    "Cannot communicate securely with peer: no common encryption algorithm(s)",
    { fact: "no-common-suite" },
  ],
  [
    -12285,
    "SSL_ERROR_NO_CERTIFICATE",
    "Unable to find the certificate or key necessary for authentication",
    { fact: "key-not-loadable", what: "unsaid" },
  ],
  [
    -12284,
    "SSL_ERROR_BAD_CERTIFICATE",
    "Unable to communicate securely with peer: peers's certificate was rejected",
    rejected,
  ],
  [
    -12279,
    "SSL_ERROR_UNSUPPORTED_VERSION",
    "Peer using unsupported version of security protocol",
    version,
  ],
  [
    -12276,
    "SSL_ERROR_BAD_CERT_DOMAIN",
    "requested domain name does not match the server's certificate",
    mismatch,
  ],
  [
    -12273,
    "SSL_ERROR_BAD_MAC_READ",
    "SSL received a record with an incorrect Message Authentication Code",
    { fact: "bad-record" },
  ],
  [
    -12272,
    "SSL_ERROR_BAD_MAC_ALERT",
    "SSL peer reports incorrect Message Authentication Code",
    received("bad_record_mac"),
  ],
  [
    -12271,
    "SSL_ERROR_BAD_CERT_ALERT",
    "SSL peer cannot verify your certificate",
    received("bad_certificate"),
  ],
  [
    -12270,
    "SSL_ERROR_REVOKED_CERT_ALERT",
    "SSL peer rejected your certificate as revoked",
    received("certificate_revoked"),
  ],
  [
    -12269,
    "SSL_ERROR_EXPIRED_CERT_ALERT",
    "SSL peer rejected your certificate as expired",
    received("certificate_expired"),
  ],
  [
    -12265,
    "SSL_ERROR_NO_CIPHERS_SUPPORTED",
    "No cipher suites are present and enabled in this program",
    { fact: "no-common-suite" },
  ],
  // What an answer in plaintext comes to: its text is read as a length.
  [
    -12263,
    "SSL_ERROR_RX_RECORD_TOO_LONG",
    "SSL received a record that exceeded the maximum permissible length",
    { fact: "first-record-not-tls", got: "unsaid" },
  ],
  [
    -12260,
    "SSL_ERROR_RX_MALFORMED_CLIENT_HELLO",
    "SSL received a malformed Client Hello handshake message",
    garbled,
  ],
  [
    -12259,
    "SSL_ERROR_RX_MALFORMED_SERVER_HELLO",
    "SSL received a malformed Server Hello handshake message",
    garbled,
  ],
  [
    -12249,
    "SSL_ERROR_RX_MALFORMED_HANDSHAKE",
    "SSL received a malformed Handshake record",
    garbled,
  ],
  [
    -12233,
    "SSL_ERROR_RX_UNKNOWN_RECORD_TYPE",
    "SSL received a record with an unknown content type",
    { fact: "first-record-not-tls", got: "unsaid" },
  ],
  [
    -12230,
    "SSL_ERROR_CLOSE_NOTIFY_ALERT",
    "SSL peer has closed this connection",
    { fact: "closed" },
  ],
  [
    -12229,
    "SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT",
    "SSL peer was not expecting a handshake message it received",
    received("unexpected_message"),
  ],
  [
    -12227,
    "SSL_ERROR_HANDSHAKE_FAILURE_ALERT",
    "SSL peer was unable to negotiate an acceptable set of security parameters",
    received("handshake_failure"),
  ],
  [
    -12226,
    "SSL_ERROR_ILLEGAL_PARAMETER_ALERT",
    "SSL peer rejected a handshake message for unacceptable content",
    received("illegal_parameter"),
  ],
  [
    -12225,
    "SSL_ERROR_UNSUPPORTED_CERT_ALERT",
    "SSL peer does not support certificates of the type it received",
    received("unsupported_certificate"),
  ],
  [
    -12224,
    "SSL_ERROR_CERTIFICATE_UNKNOWN_ALERT",
    "SSL peer had some unspecified issue with the certificate it received",
    received("certificate_unknown"),
  ],
  [
    -12217,
    "SSL_ERROR_DECRYPTION_FAILURE",
    "Bulk data decryption algorithm failed in selected cipher suite",
    { fact: "bad-record" },
  ],
  [
    -12206,
    "SSL_ERROR_NO_SERVER_KEY_FOR_ALG",
    "Server has no key for the attempted key exchange algorithm",
    { fact: "key-not-loadable", what: "key" },
  ],
  [
    -12199,
    "SSL_ERROR_NO_TRUSTED_SSL_CLIENT_CA",
    "No certificate authority is trusted for SSL client authentication",
    { fact: "no-trust-store" },
  ],
  [
    -12195,
    "SSL_ERROR_UNKNOWN_CA_ALERT",
    "Peer does not recognize and trust the CA that issued your certificate",
    received("unknown_ca"),
  ],
  [
    -12194,
    "SSL_ERROR_ACCESS_DENIED_ALERT",
    "Peer received a valid certificate, but access was denied",
    received("access_denied"),
  ],
  [
    -12193,
    "SSL_ERROR_DECODE_ERROR_ALERT",
    "Peer could not decode an SSL handshake message",
    received("decode_error"),
  ],
  [
    -12192,
    "SSL_ERROR_DECRYPT_ERROR_ALERT",
    "Peer reports failure of signature verification or key exchange",
    received("decrypt_error"),
  ],
  [
    -12190,
    "SSL_ERROR_PROTOCOL_VERSION_ALERT",
    "Peer reports incompatible or unsupported protocol version",
    received("protocol_version"),
  ],
  [
    -12189,
    "SSL_ERROR_INSUFFICIENT_SECURITY_ALERT",
    "Server requires ciphers more secure than those supported by client",
    received("insufficient_security"),
  ],
  [
    -12188,
    "SSL_ERROR_INTERNAL_ERROR_ALERT",
    "Peer reports it experienced an internal error",
    received("internal_error"),
  ],
  [
    -12182,
    "SSL_ERROR_UNRECOGNIZED_NAME_ALERT",
    "SSL peer has no certificate for the requested DNS name",
    received("unrecognized_name"),
  ],
  [
    -12173,
    "SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY",
    "SSL received a weak ephemeral Diffie-Hellman key",
    weakKey,
  ],
  [
    -12158,
    "SSL_ERROR_NEXT_PROTOCOL_NO_PROTOCOL",
    "The server supports no protocols that the client advertises in the ALPN extension",
    received("no_application_protocol"),
  ],
  [
    -12157,
    "SSL_ERROR_INAPPROPRIATE_FALLBACK_ALERT",
    "The server rejected the handshake because the client downgraded to a lower",
    received("inappropriate_fallback"),
  ],
  [
    -12156,
    "SSL_ERROR_WEAK_SERVER_CERT_KEY",
    "The server certificate included a public key that was too weak",
    weakKey,
  ],
  [
    -12154,
    "SSL_ERROR_NO_SUPPORTED_SIGNATURE_ALGORITHM",
    "No supported TLS signature algorithm was configured",
    scheme,
  ],
  [
    -12153,
    "SSL_ERROR_UNSUPPORTED_SIGNATURE_ALGORITHM",
    "The peer used an unsupported combination of signature and hash algorithm",
    scheme,
  ],
  [
    -12145,
    "SSL_ERROR_MISSING_EXTENSION_ALERT",
    "SSL received a missing_extension alert",
    received("missing_extension"),
  ],
  [
    -12132,
    "SSL_ERROR_BAD_2ND_CLIENT_HELLO",
    "SSL received a second Client Hello message without a usable key share",
    { fact: "no-common-group" },
  ],
  [-12116, "SSL_ERROR_HANDSHAKE_FAILED", "SSL handshake has already failed", failed],
  [
    -12107,
    "SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT",
    "SSL received a certificate_required alert",
    received("certificate_required"),
  ],
];

/** lib/util/SECerrs.h, from -0x2000 on. */
const secErrors: readonly NssError[] = [
  [
    -8182,
    "SEC_ERROR_BAD_SIGNATURE",
    "Peer's certificate has an invalid signature",
    { fact: "bad-certificate-signature" },
  ],
  // NSS itself says it of a certificate that is not yet valid, too (lib/certdb/certdb.c).
  [
    -8181,
    "SEC_ERROR_EXPIRED_CERTIFICATE",
    "Peer's Certificate has expired",
    { fact: "certificate-outside-validity" },
  ],
  [
    -8180,
    "SEC_ERROR_REVOKED_CERTIFICATE",
    "Peer's Certificate has been revoked",
    { fact: "certificate-revoked" },
  ],
  [-8179, "SEC_ERROR_UNKNOWN_ISSUER", "Peer's Certificate issuer is not recognized", unknown],
  [-8178, "SEC_ERROR_BAD_KEY", "Peer's public key is invalid", rejected],
  // Also a certificate that is its own issuer and not among the roots.
  [
    -8172,
    "SEC_ERROR_UNTRUSTED_ISSUER",
    "Peer's certificate issuer has been marked as not trusted by the user",
    unknown,
  ],
  [
    -8171,
    "SEC_ERROR_UNTRUSTED_CERT",
    "Peer's certificate has been marked as not trusted by the user",
    rejected,
  ],
  [
    -8166,
    "SEC_ERROR_NO_KEY",
    "The private key for this certificate cannot be found in key database",
    { fact: "key-not-loadable", what: "key" },
  ],
  [-8164, "SEC_ERROR_CERT_NOT_VALID", null, rejected],
  [
    -8162,
    "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
    "The certificate issuer's certificate has expired",
    { fact: "certificate-expired" },
  ],
  [-8156, "SEC_ERROR_CA_CERT_INVALID", "Issuer certificate is invalid", { fact: "not-a-ca" }],
  [
    -8155,
    "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID",
    "Certificate path length constraint is invalid",
    { fact: "not-a-ca" },
  ],
  [
    -8151,
    "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION",
    "Certificate contains unknown critical extension",
    rejected,
  ],
  [
    -8102,
    "SEC_ERROR_INADEQUATE_KEY_USAGE",
    "Certificate key usage inadequate for attempted operation",
    { fact: "wrong-eku" },
  ],
  [
    -8101,
    "SEC_ERROR_INADEQUATE_CERT_TYPE",
    "Certificate type not approved for application",
    { fact: "wrong-eku" },
  ],
  [
    -8080,
    "SEC_ERROR_CERT_NOT_IN_NAME_SPACE",
    "The Certifying Authority for this certificate is not permitted to issue",
    rejected,
  ],
  [-8051, "SEC_ERROR_UNSUPPORTED_ELLIPTIC_CURVE", null, { fact: "no-common-group" }],
  [
    -8016,
    "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED",
    "The certificate was signed using a signature algorithm that is disabled",
    weakSignature,
  ],
];

/** lib/mozpkix/include/pkix/pkixnss.h, from -0x4000 on: of Firefox and Thunderbird. */
const pkixErrors: readonly NssError[] = [
  [
    -16383,
    "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
    null,
    { fact: "ca-used-as-end-entity" },
  ],
  [-16382, "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE", null, weakKey],
  [-16381, "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA", null, { fact: "not-a-ca" }],
  [
    -16379,
    "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
    null,
    { fact: "certificate-not-yet-valid" },
  ],
  [
    -16378,
    "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE",
    null,
    { fact: "certificate-not-yet-valid" },
  ],
  [-16370, "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", null, { fact: "self-signed", which: "unsaid" }],
  [-16369, "MOZILLA_PKIX_ERROR_MITM_DETECTED", null, unknown],
];

const unchecked: Fact = { fact: "revocation-unknown" };

/** secerr.h: no answer of OCSP and no CRL could be had, or none that counts. */
const revocationErrors: readonly NssError[] = [
  [-8150, "SEC_ERROR_OLD_CRL", null, unchecked],
  [-8078, "SEC_ERROR_CRL_NOT_YET_VALID", null, unchecked],
  [-8074, "SEC_ERROR_OCSP_UNKNOWN_RESPONSE_TYPE", null, unchecked],
  [-8073, "SEC_ERROR_OCSP_BAD_HTTP_RESPONSE", null, unchecked],
  [-8072, "SEC_ERROR_OCSP_MALFORMED_REQUEST", null, unchecked],
  [-8071, "SEC_ERROR_OCSP_SERVER_ERROR", null, unchecked],
  [-8070, "SEC_ERROR_OCSP_TRY_SERVER_LATER", null, unchecked],
  [-8069, "SEC_ERROR_OCSP_REQUEST_NEEDS_SIG", null, unchecked],
  [-8068, "SEC_ERROR_OCSP_UNAUTHORIZED_REQUEST", null, unchecked],
  [-8067, "SEC_ERROR_OCSP_UNKNOWN_RESPONSE_STATUS", null, unchecked],
  [-8066, "SEC_ERROR_OCSP_UNKNOWN_CERT", null, unchecked],
  [-8065, "SEC_ERROR_OCSP_NOT_ENABLED", null, unchecked],
  [-8064, "SEC_ERROR_OCSP_NO_DEFAULT_RESPONDER", null, unchecked],
  [-8063, "SEC_ERROR_OCSP_MALFORMED_RESPONSE", null, unchecked],
  [-8062, "SEC_ERROR_OCSP_UNAUTHORIZED_RESPONSE", null, unchecked],
  [-8061, "SEC_ERROR_OCSP_FUTURE_RESPONSE", null, unchecked],
  [-8060, "SEC_ERROR_OCSP_OLD_RESPONSE", null, unchecked],
  [-8055, "SEC_ERROR_CRL_NOT_FOUND", null, unchecked],
  [-8048, "SEC_ERROR_OCSP_INVALID_SIGNING_CERT", null, unchecked],
  [-8036, "SEC_ERROR_OCSP_RESPONDER_CERT_INVALID", null, unchecked],
  [-8035, "SEC_ERROR_OCSP_BAD_SIGNATURE", null, unchecked],
];

/** NSPR's, from -6000 on: of the connection beneath. Their words are everybody's. */
const transportErrors: readonly NssError[] = [
  [-5990, "PR_IO_TIMEOUT_ERROR", null, { fact: "timeout", of: "unsaid" }],
  [-5981, "PR_CONNECT_REFUSED_ERROR", null, { fact: "connection-refused" }],
  [-5961, "PR_CONNECT_RESET_ERROR", null, { fact: "reset" }],
  [-5938, "PR_END_OF_FILE_ERROR", null, { fact: "closed" }],
];

export const nssErrors: readonly NssError[] = [
  ...sslErrors,
  ...secErrors,
  ...revocationErrors,
  ...pkixErrors,
  ...transportErrors,
];
