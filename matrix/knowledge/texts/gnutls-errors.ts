import type { Fact } from "../../domain/fact.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const garbled: Fact = { fact: "handshake-garbled" };
const rejected: Fact = { fact: "certificate-rejected" };
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
  ["The certificate chain violates the signer's constraints", rejected],
  ["The certificate chain does not match the intended purpose", { fact: "wrong-eku" }],
  ["The certificate chain uses not yet valid certificate", { fact: "certificate-not-yet-valid" }],
  ["The certificate chain uses expired certificate", { fact: "certificate-expired" }],
  ["The signature in the certificate is invalid", { fact: "bad-certificate-signature" }],
  [
    "The name in the certificate does not match the expected",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  ["The certificate contains an unknown critical extension", rejected],
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
