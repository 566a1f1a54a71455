import type { Fact } from "../../domain/fact.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const garbled: Fact = { fact: "handshake-garbled" };
const rejected: Fact = { fact: "certificate-rejected" };
const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const unchecked: Fact = { fact: "revocation-unknown" };
const unreadable = (what: "key" | "pair" | "unsaid"): Fact => ({ fact: "key-not-loadable", what });

/** An error of GnuTLS: its number (gnutls.h) and what gnutls_strerror says (lib/errors.c). */
type GnutlsError = readonly [code: number, words: string, fact: Fact];

export const gnutlsErrors: readonly GnutlsError[] = [
  // Also of a peer that answers in plaintext: it is said of every record.
  [
    -8,
    "A packet with illegal or unsupported version was received",
    { fact: "no-common-version", offered: null },
  ],
  [-9, "Error decoding the received TLS packet", garbled],
  [-9, "A TLS packet with unexpected length was received", garbled],
  // Which alert it was is told elsewhere, or not at all.
  [-12, "A TLS fatal alert has been received", failed],
  [-15, "An unexpected TLS packet was received", garbled],
  [-19, "An unexpected TLS handshake packet was received", garbled],
  [-21, "Could not negotiate a supported cipher suite", { fact: "no-common-suite" }],
  [-22, "An algorithm that is not enabled was negotiated", { fact: "no-common-suite" }],
  [-43, "Error in the certificate.", rejected],
  [-48, "Key usage violation in certificate has been detected", { fact: "wrong-eku" }],
  [-54, "Error in the pull function", { fact: "wrapper", of: "close", status: null }],
  [-60, "The certificate and the given key do not match", unreadable("pair")],
  [
    -63,
    "The Diffie-Hellman prime sent by the server is not acceptable",
    { fact: "key-too-weak", what: "key" },
  ],
  [
    -82,
    "A disallowed SNI server name has been received",
    { fact: "authority-rejected", authority: null },
  ],
  [-87, "No supported cipher suites have been found", { fact: "no-common-suite" }],
  [-89, "Public key signature verification has failed", { fact: "bad-handshake-signature" }],
  [-110, "The TLS connection was non-properly terminated", { fact: "closed" }],
  [-207, "Base64 unexpected header error", unreadable("unsaid")],
  [-294, "The SNI host name not recognised", { fact: "authority-rejected", authority: null }],
  [-321, "No supported ECC curves were found", { fact: "no-common-group" }],
  [-344, "No common application protocol could be negotiated", { fact: "alpn-none-in-common" }],
  [
    -347,
    "A connection with inappropriate fallback was attempted",
    { fact: "no-common-version", offered: null },
  ],
  [-348, "Error in the certificate verification", rejected],
  [-416, "Error in the time fields of certificate", { fact: "certificate-outside-validity" }],
  [-423, "No common key share with peer", { fact: "no-common-group" }],
];

/** Errors whose words are those of other programs, too: they count within the frame of the library alone. */
export const gnutlsCommonErrors: readonly GnutlsError[] = [
  [-24, "Decryption has failed", { fact: "bad-record" }],
  [-49, "No certificate was found", { fact: "no-peer-certificate" }],
  [-64, "Error while reading file", unreadable("unsaid")],
  [-106, "The signature algorithm is not supported", { fact: "no-common-scheme" }],
  [-112, "Certificate is required.", { fact: "client-certificate-required" }],
];

/** gnutls_certificate_verification_status_print (lib/cert-cred.c), after "The certificate is NOT trusted". */
export const gnutlsStatuses: readonly (readonly [words: string, fact: Fact])[] = [
  ["The certificate chain is revoked", { fact: "certificate-revoked" }],
  ["The certificate issuer is unknown", { fact: "unknown-authority", chain: "unsaid" }],
  ["The certificate issuer is not a CA", { fact: "not-a-ca" }],
  ["The certificate chain uses insecure algorithm", { fact: "key-too-weak", what: "signature" }],
  ["The certificate chain violates the signer's constraints", ruleBroken],
  ["The certificate chain does not match the intended purpose", { fact: "wrong-eku" }],
  ["The certificate doesn't match the intended purpose", { fact: "wrong-eku" }],
  ["The revocation or OCSP data are old and have been superseded", unchecked],
  ["The revocation or OCSP data are issued with a future date", unchecked],
  ["The received OCSP status response is invalid", unchecked],
  [
    "The certificate requires the server to include an OCSP status in its response, but the OCSP status is missing",
    unchecked,
  ],
  ["The certificate chain uses not yet valid certificate", { fact: "certificate-not-yet-valid" }],
  ["The certificate chain uses expired certificate", { fact: "certificate-expired" }],
  ["The signature in the certificate is invalid", { fact: "bad-certificate-signature" }],
  [
    "The name in the certificate does not match the expected",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  ["The certificate contains an unknown critical extension", ruleBroken],
];

/** gnutls_alert_get_name (lib/alert.c). */
export const gnutlsAlertNames: ReadonlyMap<string, string> = new Map([
  ["Unexpected message", "unexpected_message"],
  ["Bad record MAC", "bad_record_mac"],
  ["Decryption failed", "decryption_failed"],
  ["Record overflow", "record_overflow"],
  ["Decompression failed", "decompression_failure"],
  ["Handshake failed", "handshake_failure"],
  ["Certificate is bad", "bad_certificate"],
  ["Certificate is not supported", "unsupported_certificate"],
  ["Certificate was revoked", "certificate_revoked"],
  ["Certificate is expired", "certificate_expired"],
  ["Unknown certificate", "certificate_unknown"],
  ["Illegal parameter", "illegal_parameter"],
  ["CA is unknown", "unknown_ca"],
  ["Access was denied", "access_denied"],
  ["Decode error", "decode_error"],
  ["Decrypt error", "decrypt_error"],
  ["Export restriction", "export_restriction"],
  ["Error in protocol version", "protocol_version"],
  ["Insufficient security", "insufficient_security"],
  ["User canceled", "user_canceled"],
  ["Internal error", "internal_error"],
  ["Inappropriate fallback", "inappropriate_fallback"],
  ["No renegotiation is allowed", "no_renegotiation"],
  ["Could not retrieve the specified certificate", "certificate_unobtainable"],
  ["An unsupported extension was sent", "unsupported_extension"],
  ["The server name sent was not recognized", "unrecognized_name"],
  ["The SRP/PSK username is missing or not known", "unknown_psk_identity"],
  ["An extension was expected but was not seen", "missing_extension"],
  ["No supported application protocol could be negotiated", "no_application_protocol"],
  ["Certificate is required", "certificate_required"],
]);

/** Names of gnutls.h that programs print: of errors, and of gnutls_certificate_status_t. */
export const gnutlsNames: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["CERT_INVALID", rejected],
  ["CERT_REVOKED", { fact: "certificate-revoked" }],
  ["CERT_SIGNER_NOT_FOUND", { fact: "unknown-authority", chain: "unsaid" }],
  ["CERT_SIGNER_NOT_CA", { fact: "not-a-ca" }],
  ["CERT_INSECURE_ALGORITHM", { fact: "key-too-weak", what: "signature" }],
  ["CERT_NOT_ACTIVATED", { fact: "certificate-not-yet-valid" }],
  ["CERT_EXPIRED", { fact: "certificate-expired" }],
  ["CERT_SIGNATURE_FAILURE", { fact: "bad-certificate-signature" }],
  ["CERT_REVOCATION_DATA_SUPERSEDED", unchecked],
  ["CERT_REVOCATION_DATA_ISSUED_IN_FUTURE", unchecked],
  ["CERT_UNEXPECTED_OWNER", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["CERT_SIGNER_CONSTRAINTS_FAILURE", ruleBroken],
  ["CERT_MISMATCH", rejected],
  ["CERT_PURPOSE_MISMATCH", { fact: "wrong-eku" }],
  ["CERT_MISSING_OCSP_STATUS", unchecked],
  ["CERT_INVALID_OCSP_STATUS", unchecked],
  ["CERT_UNKNOWN_CRIT_EXTENSIONS", ruleBroken],
  ["E_UNSUPPORTED_VERSION_PACKET", { fact: "no-common-version", offered: null }],
  ["E_UNEXPECTED_PACKET_LENGTH", garbled],
  ["E_UNEXPECTED_PACKET", garbled],
  ["E_UNEXPECTED_HANDSHAKE_PACKET", garbled],
  ["E_FATAL_ALERT_RECEIVED", failed],
  ["E_UNKNOWN_CIPHER_SUITE", { fact: "no-common-suite" }],
  ["E_NO_CIPHER_SUITES", { fact: "no-common-suite" }],
  ["E_DECRYPTION_FAILED", { fact: "bad-record" }],
  ["E_CERTIFICATE_ERROR", rejected],
  ["E_CERTIFICATE_VERIFICATION_ERROR", rejected],
  ["E_CERTIFICATE_KEY_MISMATCH", unreadable("pair")],
  ["E_NO_CERTIFICATE_FOUND", { fact: "no-peer-certificate" }],
  ["E_CERTIFICATE_REQUIRED", { fact: "client-certificate-required" }],
  ["E_FILE_ERROR", unreadable("unsaid")],
  ["E_BASE64_UNEXPECTED_HEADER_ERROR", unreadable("unsaid")],
  ["E_PREMATURE_TERMINATION", { fact: "closed-in-handshake" }],
  ["E_UNSUPPORTED_SIGNATURE_ALGORITHM", { fact: "no-common-scheme" }],
  ["E_ECC_NO_SUPPORTED_CURVES", { fact: "no-common-group" }],
  ["E_NO_COMMON_KEY_SHARE", { fact: "no-common-group" }],
  ["E_NO_APPLICATION_PROTOCOL", { fact: "alpn-none-in-common" }],
  ["E_UNRECOGNIZED_NAME", { fact: "authority-rejected", authority: null }],
  ["E_RECEIVED_DISALLOWED_NAME", { fact: "authority-rejected", authority: null }],
  ["E_INAPPROPRIATE_FALLBACK", { fact: "no-common-version", offered: null }],
  ["E_KEY_USAGE_VIOLATION", { fact: "wrong-eku" }],
  ["E_CERTIFICATE_TIME_ERROR", { fact: "certificate-outside-validity" }],
]);
