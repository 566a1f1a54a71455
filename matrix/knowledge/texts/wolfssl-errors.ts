import type { Fact } from "../../domain/fact.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const garbled: Fact = { fact: "handshake-garbled" };
const rejected: Fact = { fact: "certificate-rejected" };
const closed: Fact = { fact: "closed" };
const group: Fact = { fact: "no-common-group" };
const weak: Fact = { fact: "key-too-weak", what: "key" };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };

/** An error of wolfSSL, and what wolfSSL_ERR_error_string says of it where no other program says the same. */
type WolfsslError = readonly [code: number, words: string | null, fact: Fact];

/** wolfcrypt/error-crypt.h (to -299) and error-ssl.h. */
export const wolfsslErrors: readonly WolfsslError[] = [
  [-140, "ASN parsing error, invalid input", { fact: "certificate-malformed" }],
  [
    -150,
    "ASN date error, current date is before start of validity",
    { fact: "certificate-not-yet-valid" },
  ],
  [-151, "ASN date error, current date is after expiration", { fact: "certificate-expired" }],
  [-155, "ASN sig error, confirm failure", { fact: "bad-certificate-signature" }],
  [-156, "ASN sig error, unsupported hash type", rejected],
  [-157, "ASN sig error, unsupported key type", rejected],
  [-160, "X.509 Critical extension ignored or invalid", rejected],
  [-162, "ASN no PEM Header Error", { fact: "key-not-loadable", what: "unsaid" }],
  [-166, null, { fact: "key-not-loadable", what: "pair" }],
  [-188, "ASN no signer error to confirm failure", { fact: "unknown-authority", chain: "unsaid" }],
  [-238, "ASN CA path length larger than signer error", { fact: "not-a-ca" }],
  [-275, "ASN self-signed certificate error", { fact: "self-signed", which: "unsaid" }],
  [-305, "verify mac problem", { fact: "bad-record" }],
  [-308, "error state on socket", { fact: "wrapper", of: "close", status: null }],
  [-311, "unknown type in record hdr", { fact: "first-record-not-tls", got: "unsaid" }],
  [-312, null, { fact: "bad-record" }],
  // Which alert it was is told elsewhere, or not at all.
  [-313, "received alert fatal error", failed],
  [-317, null, { fact: "key-not-loadable", what: "key" }],
  [-322, "peer subject name mismatch", mismatch],
  [-325, "peer ip address mismatch", mismatch],
  // Also of a peer that answers in plaintext: the version stands before the type in a record's check.
  [-326, "record layer version error", { fact: "no-common-version", offered: null }],
  [-328, "malformed buffer input error", garbled],
  [-329, "verify problem on certificate", rejected],
  [-330, "verify problem based on signature", { fact: "bad-handshake-signature" }],
  [-341, "record layer length error", { fact: "first-record-not-tls", got: "unsaid" }],
  [-343, "peer sent close notify alert", closed],
  [-345, null, { fact: "no-peer-certificate" }],
  [-350, "Bad ECC Curve Type or unsupported", group],
  [-351, "Bad ECC Curve or unsupported", group],
  [-357, "Not a CA by basic constraint error", { fact: "not-a-ca" }],
  [-360, "OCSP Cert revoked", { fact: "certificate-revoked" }],
  [-361, "CRL Cert revoked", { fact: "certificate-revoked" }],
  [-362, null, { fact: "revocation-unknown" }],
  [-368, "Maximum Chain Depth Exceeded", rejected],
  [-381, "Unrecognized host name Error", { fact: "authority-rejected", authority: null }],
  [-383, "Key Use digitalSignature not set Error", { fact: "wrong-eku" }],
  [-385, "Key Use keyEncipherment not set Error", { fact: "wrong-eku" }],
  [-386, "Ext Key Use server/client auth not set Error", { fact: "wrong-eku" }],
  [-397, "Peer closed underlying transport Error", closed],
  [
    -402,
    "No Server Name Indication extension Error",
    { fact: "authority-rejected", authority: null },
  ],
  [-405, "Unrecognized protocol name Error", { fact: "alpn-none-in-common" }],
  [-409, null, weak],
  [-410, null, weak],
  [-500, "unsupported cipher suite", { fact: "no-common-suite" }],
  [-501, "can't match cipher suite", { fact: "no-common-suite" }],
  [-503, "Key share extension did not contain a valid named group", group],
];

const unchecked: Fact = { fact: "revocation-unknown" };

/** The names of the same two headers, where a program or a debug build prints them in place of words. */
export const wolfsslNames: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["ASN_BEFORE_DATE_E", { fact: "certificate-not-yet-valid" }],
  ["ASN_AFTER_DATE_E", { fact: "certificate-expired" }],
  ["ASN_SIG_CONFIRM_E", { fact: "bad-certificate-signature" }],
  ["ASN_NO_SIGNER_E", { fact: "unknown-authority", chain: "unsaid" }],
  ["ASN_CRL_NO_SIGNER_E", unchecked],
  ["ASN_OCSP_CONFIRM_E", unchecked],
  ["ASN_SELF_SIGNED_E", { fact: "self-signed", which: "unsaid" }],
  ["ASN_PATHLEN_SIZE_E", { fact: "not-a-ca" }],
  ["ASN_PATHLEN_INV_E", { fact: "not-a-ca" }],
  ["ASN_NAME_INVALID_E", { fact: "certificate-rule-broken" }],
  ["ASN_CRIT_EXT_E", { fact: "certificate-rule-broken" }],
  ["ASN_NO_PEM_HEADER", { fact: "key-not-loadable", what: "unsaid" }],
  ["NOT_CA_ERROR", { fact: "not-a-ca" }],
  ["DOMAIN_NAME_MISMATCH", mismatch],
  ["IPADDR_MISMATCH", mismatch],
  ["NO_PEER_CERT", { fact: "no-peer-certificate" }],
  ["MATCH_SUITE_ERROR", { fact: "no-common-suite" }],
  ["UNSUPPORTED_SUITE", { fact: "no-common-suite" }],
  ["ECC_CURVETYPE_ERROR", group],
  ["ECC_CURVE_ERROR", group],
  ["BAD_KEY_SHARE_DATA", group],
  ["OCSP_CERT_REVOKED", { fact: "certificate-revoked" }],
  ["CRL_CERT_REVOKED", { fact: "certificate-revoked" }],
  ["CRL_MISSING", unchecked],
  ["CRL_CERT_DATE_ERR", unchecked],
  ["OCSP_CERT_UNKNOWN", unchecked],
  ["OCSP_LOOKUP_FAIL", unchecked],
  ["OCSP_NEED_URL", unchecked],
  ["OCSP_INVALID_STATUS", unchecked],
  ["KEYUSE_SIGNATURE_E", { fact: "wrong-eku" }],
  ["KEYUSE_ENCIPHER_E", { fact: "wrong-eku" }],
  ["EXTKEYUSE_AUTH_E", { fact: "wrong-eku" }],
  ["UNKNOWN_HOST_NAME_E", { fact: "authority-rejected", authority: null }],
  ["UNKNOWN_ALPN_PROTOCOL_NAME_E", { fact: "alpn-none-in-common" }],
  ["RSA_KEY_SIZE_E", weak],
  ["ECC_KEY_SIZE_E", weak],
  ["DH_KEY_SIZE_E", weak],
  ["NO_PRIVATE_KEY", { fact: "key-not-loadable", what: "key" }],
  ["WOLFSSL_BAD_FILETYPE", { fact: "key-not-loadable", what: "unsaid" }],
  ["WOLFSSL_BAD_CERTTYPE", { fact: "key-not-loadable", what: "certificate" }],
]);
