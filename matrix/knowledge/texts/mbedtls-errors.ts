import type { Fact } from "../../domain/fact.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const garbled: Fact = { fact: "handshake-garbled" };
const rejected: Fact = { fact: "certificate-rejected" };
const closed: Fact = { fact: "closed" };
const unreadable = (what: "key" | "certificate" | "unsaid"): Fact => ({
  fact: "key-not-loadable",
  what,
});

/**
 * An error of mbedTLS. `code`: of the number that is printed with a minus sign; null where versions 2 to 4 give
 * one number to two errors, so that the name or the words have to say which.
 */
type MbedtlsError = readonly [code: number | null, name: string, words: string, fact: Fact];

/** Names without "MBEDTLS_ERR_", and what mbedtls_strerror says. */
export const mbedtlsErrors: readonly MbedtlsError[] = [
  [
    0x2700,
    "X509_CERT_VERIFY_FAILED",
    "X509 - Certificate verification failed, e.g. CRL, CA or signature check failed",
    rejected,
  ],
  [
    0x2780,
    "X509_CERT_UNKNOWN_FORMAT",
    "X509 - Format not recognized as DER or PEM",
    unreadable("certificate"),
  ],
  [
    0x2180,
    "X509_INVALID_FORMAT",
    "X509 - The CRT/CRL/CSR format is invalid, e.g. different type expected",
    unreadable("certificate"),
  ],
  [
    0x2580,
    "X509_UNKNOWN_VERSION",
    "X509 - The CRT/CRL/CSR has an unsupported version number",
    { fact: "certificate-malformed" },
  ],
  [
    0x2400,
    "X509_INVALID_DATE",
    "X509 - The date tag or value is invalid",
    { fact: "certificate-malformed" },
  ],
  [
    0x2500,
    "X509_INVALID_EXTENSIONS",
    "X509 - The extension tag or value is invalid",
    { fact: "certificate-malformed" },
  ],
  [
    0x2600,
    "X509_UNKNOWN_SIG_ALG",
    "X509 - Signature algorithm (oid) is unsupported",
    { fact: "certificate-malformed" },
  ],
  [0x2900, "X509_FILE_IO_ERROR", "X509 - Read/write of file failed", unreadable("unsaid")],
  [
    0x1080,
    "PEM_NO_HEADER_FOOTER_PRESENT",
    "PEM - No PEM header or footer found",
    unreadable("unsaid"),
  ],
  [0x3b80, "PK_PASSWORD_MISMATCH", "PK - Given private key password does not", unreadable("key")],
  [0x3c00, "PK_PASSWORD_REQUIRED", "PK - Private key password can't be empty", unreadable("key")],
  [0x3d00, "PK_KEY_INVALID_FORMAT", "PK - Invalid key tag or value", unreadable("key")],
  [
    0x7180,
    "SSL_INVALID_MAC",
    "SSL - Verification of the message MAC failed",
    { fact: "bad-record" },
  ],
  [
    0x7200,
    "SSL_INVALID_RECORD",
    "SSL - An invalid SSL record was received",
    { fact: "bad-record" },
  ],
  [0x7280, "SSL_CONN_EOF", "SSL - The connection indicated an EOF", closed],
  [
    0x7380,
    "SSL_NO_CIPHER_CHOSEN",
    "SSL - The server has no ciphersuites in common with the client",
    { fact: "no-common-suite" },
  ],
  [
    0x7480,
    "SSL_NO_CLIENT_CERTIFICATE",
    "SSL - No client certification received from the client, but required by the authentication mode",
    { fact: "client-certificate-required" },
  ],
  [
    null,
    "SSL_CERTIFICATE_REQUIRED",
    "SSL - The own certificate is not set, but needed by the server",
    { fact: "client-certificate-withheld" },
  ],
  [
    null,
    "SSL_NO_APPLICATION_PROTOCOL",
    "SSL - No ALPN protocols supported that the client advertises",
    { fact: "alpn-none-in-common" },
  ],
  [
    0x7600,
    "SSL_PRIVATE_KEY_REQUIRED",
    "SSL - The own private key or pre-shared key is not set, but needed",
    unreadable("key"),
  ],
  [
    0x7680,
    "SSL_CA_CHAIN_REQUIRED",
    "SSL - No CA Chain is set, but required to operate",
    { fact: "no-trust-store" },
  ],
  [
    0x7700,
    "SSL_UNEXPECTED_MESSAGE",
    "SSL - An unexpected message was received from our peer",
    garbled,
  ],
  // Which alert it was is told elsewhere, or not at all.
  [
    0x7780,
    "SSL_FATAL_ALERT_MESSAGE",
    "SSL - A fatal alert message was received from our peer",
    failed,
  ],
  [null, "SSL_PEER_VERIFY_FAILED", "SSL - Verification of our peer failed", rejected],
  [
    null,
    "SSL_UNRECOGNIZED_NAME",
    "SSL - No server could be identified matching the client's SNI",
    { fact: "authority-rejected", authority: null },
  ],
  [
    0x7880,
    "SSL_PEER_CLOSE_NOTIFY",
    "SSL - The peer notified us that the connection is going to be closed",
    closed,
  ],
  [
    0x7900,
    "SSL_BAD_HS_CLIENT_HELLO",
    "SSL - Processing of the ClientHello handshake message failed",
    garbled,
  ],
  [
    0x4e80,
    "ECP_FEATURE_UNAVAILABLE",
    "ECP - The requested feature is not available, for example, the requested curve is not supported",
    { fact: "curve-refused" },
  ],
  [
    0x7980,
    "SSL_BAD_HS_SERVER_HELLO",
    "SSL - Processing of the ServerHello handshake message failed",
    garbled,
  ],
  [
    0x7a00,
    "SSL_BAD_CERTIFICATE",
    "SSL - Processing of the Certificate handshake message failed",
    rejected,
  ],
  [
    0x7d80,
    "SSL_BAD_HS_CERTIFICATE_VERIFY",
    "SSL - Processing of the CertificateVerify handshake message failed",
    { fact: "bad-handshake-signature" },
  ],
  [
    0x6e80,
    "SSL_BAD_PROTOCOL_VERSION",
    "SSL - Handshake protocol not within min/max boundaries",
    { fact: "no-common-version", offered: null },
  ],
  [null, "SSL_HANDSHAKE_FAILURE", "SSL - The handshake negotiation failed", failed],
  [
    0x6980,
    "SSL_NO_USABLE_CIPHERSUITE",
    "SSL - None of the common ciphersuites is usable",
    { fact: "no-common-suite" },
  ],
  [0x6800, "SSL_TIMEOUT", "SSL - The operation timed out", { fact: "timeout", of: "unsaid" }],
  [
    0x0044,
    "NET_CONNECT_FAILED",
    "NET - The connection to the given server / port failed",
    { fact: "wrapper", of: "attempt", status: null },
  ],
  [0x0046, "NET_BIND_FAILED", "NET - Binding of the socket failed", { fact: "cannot-listen" }],
  [0x0048, "NET_LISTEN_FAILED", "NET - Could not listen on the socket", { fact: "cannot-listen" }],
  [0x0050, "NET_CONN_RESET", "NET - Connection was reset by peer", { fact: "reset" }],
  [
    0x0052,
    "NET_UNKNOWN_HOST",
    "NET - Failed to get an IP address for the given hostname",
    { fact: "name-not-resolved", name: null },
  ],
];

const unchecked: Fact = { fact: "revocation-unknown" };
const wrongUse: Fact = { fact: "wrong-eku" };

/**
 * MBEDTLS_X509_CRT_ERROR_INFO_LIST: the flags of a refused certificate, without "MBEDTLS_X509_", and what
 * mbedtls_x509_crt_verify_info says of each.
 */
export const mbedtlsFlags: readonly (readonly [name: string, words: string, fact: Fact])[] = [
  ["BADCERT_EXPIRED", "The certificate validity has expired", { fact: "certificate-expired" }],
  [
    "BADCERT_REVOKED",
    "The certificate has been revoked (is on a CRL)",
    { fact: "certificate-revoked" },
  ],
  [
    "BADCERT_CN_MISMATCH",
    "The certificate Common Name (CN) does not match with the expected CN",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  [
    "BADCERT_NOT_TRUSTED",
    "The certificate is not correctly signed by the trusted CA",
    { fact: "unknown-authority", chain: "unsaid" },
  ],
  ["BADCRL_NOT_TRUSTED", "The CRL is not correctly signed by the trusted CA", unchecked],
  ["BADCRL_EXPIRED", "The CRL is expired", unchecked],
  ["BADCERT_MISSING", "Certificate was missing", { fact: "no-peer-certificate" }],
  ["BADCERT_OTHER", "Other reason (can be used by verify callback)", rejected],
  [
    "BADCERT_FUTURE",
    "The certificate validity starts in the future",
    { fact: "certificate-not-yet-valid" },
  ],
  ["BADCRL_FUTURE", "The CRL is from the future", unchecked],
  ["BADCERT_KEY_USAGE", "Usage does not match the keyUsage extension", wrongUse],
  ["BADCERT_EXT_KEY_USAGE", "Usage does not match the extendedKeyUsage extension", wrongUse],
  ["BADCERT_NS_CERT_TYPE", "Usage does not match the nsCertType extension", wrongUse],
  [
    "BADCERT_BAD_MD",
    "The certificate is signed with an unacceptable hash",
    { fact: "key-too-weak", what: "signature" },
  ],
  ["BADCERT_BAD_PK", "The certificate is signed with an unacceptable PK alg", rejected],
  [
    "BADCERT_BAD_KEY",
    "The certificate is signed with an unacceptable key",
    { fact: "key-too-weak", what: "key" },
  ],
  ["BADCRL_BAD_MD", "The CRL is signed with an unacceptable hash", unchecked],
  ["BADCRL_BAD_PK", "The CRL is signed with an unacceptable PK alg", unchecked],
  ["BADCRL_BAD_KEY", "The CRL is signed with an unacceptable key", unchecked],
];
