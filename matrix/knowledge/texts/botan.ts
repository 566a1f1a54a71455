import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const unchecked: Fact = { fact: "revocation-unknown" };
const malformed: Fact = { fact: "certificate-malformed" };
const signature: Fact = { fact: "bad-certificate-signature" };
const notCa: Fact = { fact: "not-a-ca" };
const weak: Fact = { fact: "key-too-weak", what: "signature" };
const group: Fact = { fact: "no-common-group" };
const suite: Fact = { fact: "no-common-suite" };

/** to_string of Certificate_Status_Code: what a path is refused for, behind the exception's opening. */
const statuses: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["OCSP URL not available", unchecked],
  ["OCSP server not available", unchecked],
  ["OCSP issuer is not trustworthy", unchecked],
  ["Trusted certificate is not yet valid", { fact: "certificate-not-yet-valid" }],
  ["Trusted certificate has expired", { fact: "certificate-expired" }],
  ["No revocation data", unchecked],
  ["Signature method too weak", weak],
  ["Hash function used is considered too weak for security", weak],
  ["Certificate is not yet valid", { fact: "certificate-not-yet-valid" }],
  ["Certificate has expired", { fact: "certificate-expired" }],
  ["OCSP is not yet valid", unchecked],
  ["OCSP response has expired", unchecked],
  ["OCSP response is too old", unchecked],
  ["CRL response is not yet valid", unchecked],
  ["CRL has expired", unchecked],
  ["Certificate issuer not found", authority],
  ["Cannot establish trust", authority],
  ["Loop in certificate chain", authority],
  ["Certificate chain does not end in a CA certificate", notCa],
  ["Certificate issuer does not match subject of issuing cert", authority],
  ["Certificate policy error", ruleBroken],
  ["Certificate contains duplicate policy", ruleBroken],
  ["Certificate extension encoding error", malformed],
  ["Certificate does not allow the requested usage", { fact: "wrong-eku" }],
  ["Certificate chain too long", ruleBroken],
  ["CA certificate not allowed to issue certs", notCa],
  ["CA certificate not allowed to issue CRLs", unchecked],
  ["No CRL with matching distribution point for certificate", unchecked],
  ["OCSP cert not listed", unchecked],
  ["OCSP bad status", unchecked],
  [
    "Certificate does not match provided name",
    { fact: "hostname-mismatch", wanted: null, valid: null },
  ],
  ["Certificate does not pass name constraint", ruleBroken],
  ["IP Address Blocks extension invalid", ruleBroken],
  ["AS Number Blocks extension invalid", ruleBroken],
  ["CRL contains a critical extension that could not be processed", unchecked],
  ["Unknown critical extension encountered", ruleBroken],
  ["Duplicate certificate extension encountered", malformed],
  ["Encountered extension in certificate with version that does not allow it", malformed],
  ["Encountered v2 identifiers in v1 certificate", malformed],
  ["OCSP signature error", unchecked],
  ["Unable to find certificate issuing OCSP response", unchecked],
  ["OCSP issuer's keyusage prohibits OCSP", unchecked],
  ["OCSP response was unparsable or had invalid encoding", unchecked],
  ["OCSP requests not available, no HTTP support compiled in", unchecked],
  ["Certificate is revoked", { fact: "certificate-revoked" }],
  ["CRL bad signature", unchecked],
  ["Signature error", signature],
  ["Certificate public key invalid", malformed],
  ["Certificate signed with unknown/unavailable algorithm", ruleBroken],
  ["Certificate signature has invalid parameters", malformed],
  ["Exceeded search limitations while pathfinding", ruleBroken],
]);

/** Botan, of its own tools and of KeePassXC, RNP, ISC's Kea and Qt's Botan plugins. */
export const botanRows: readonly Row[] = [
  ...rowsFrom({ stack: "other", seen: "Botan 3 src/lib/x509/cert_status.cpp, tls_callbacks.cpp" }, [
    [
      /\bCertificate validation failure: ([A-Z][A-Za-z\d '/,]{10,80}?)(?=[.\n")]|'(?!s )|\s?$)/,
      (match) => statuses.get(match[1] ?? ""),
      "Certificate validation failure: Certificate issuer not found",
    ],
  ]),
  ...rowsFrom({ stack: "other", seen: "Botan 3 src/lib/tls: TLS_Exception" }, [
    [
      /\bCan't agree on a (?:sufficiently strong )?ciphersuite with client\b|\bPolicy forbids us from negotiating any ciphersuite\b/,
      suite,
      "Can't agree on a ciphersuite with client",
      "server",
    ],
    ["Server replied with ciphersuite we didn't send", suite, "client"],
    [
      /\bNo shared ECC group with client\b|\bCould not agree on a DH group with the client\b/,
      group,
      "No shared ECC group with client",
      "server",
    ],
    [
      /\bServer sent ECC curve prohibited by policy\b|\bServer selected a curve we did not offer\b/,
      group,
      "Server selected a curve we did not offer",
      "client",
    ],
    [
      /\bNo shared D?TLS version\b|\b(?:Client|Server) version D?TLS v1\.\d is unacceptable by policy\b|\b(?:Client offered|Server attempting to negotiate) SSLv3 which is not supported\b/,
      { fact: "no-common-version", offered: null },
      "No shared TLS version",
    ],
    [
      /\bPolicy requires client send a certificate, but it did not\b|\bNo client certificate sent\b/,
      { fact: "client-certificate-required" },
      "Policy requires client send a certificate, but it did not",
      "server",
    ],
    ["Client: No certificates sent by server", { fact: "no-peer-certificate" }, "client"],
    [
      "Server selected an ALPN protocol not offered by the client",
      { fact: "alpn-none-in-common" },
      "client",
    ],
    [
      /\bClient sent plaintext HTTP (?:proxy CONNECT )?request instead of TLS handshake\b/,
      { fact: "first-record-not-tls", got: "http" },
      "Client sent plaintext HTTP request instead of TLS handshake",
      "server",
    ],
    [
      /\bTLS record (?:type|version) had unexpected value\b|\bReceived a record that exceeds maximum size\b/,
      { fact: "first-record-not-tls", got: "unsaid" },
      "TLS record type had unexpected value",
    ],
    [
      "Certificate usage constraints do not allow this ciphersuite",
      { fact: "wrong-eku" },
      "client",
    ],
  ]),
];
