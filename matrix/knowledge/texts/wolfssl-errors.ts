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
  [-362, "CRL missing, not loaded", rejected],
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
