import { type Row, rowsFrom } from "./row.ts";

/** QSslError::errorString: OpenSSL's reasons as sentences. */
export const qtRows: readonly Row[] = rowsFrom(
  { stack: "other", seen: "Qt 5.15 and 6 src/network/ssl/qsslerror.cpp" },
  [
    [
      "The host name did not match any of the valid hosts for this certificate",
      { fact: "hostname-mismatch", wanted: null, valid: null },
    ],
    ["The certificate has expired", { fact: "certificate-expired" }],
    ["The certificate is not yet valid", { fact: "certificate-not-yet-valid" }],
    ["The certificate is self-signed, and untrusted", { fact: "self-signed", which: "leaf" }],
    [
      "The root certificate of the certificate chain is self-signed, and untrusted",
      { fact: "self-signed", which: "root-in-chain" },
    ],
    ["The issuer certificate could not be found", { fact: "unknown-authority", chain: "unsaid" }],
    [
      "The issuer certificate of a locally looked up certificate could not be found",
      { fact: "unknown-authority", chain: "unsaid" },
    ],
    ["No certificates could be verified", { fact: "unknown-authority", chain: "leaf-alone" }],
    ["The supplied certificate is unsuitable for its purpose", { fact: "wrong-eku" }],
    ["One of the CA certificates is invalid", { fact: "not-a-ca" }],
    ["The signature of the certificate is invalid", { fact: "bad-certificate-signature" }],
    ["The certificate signature could not be decrypted", { fact: "bad-certificate-signature" }],
    ["The public key in the certificate could not be read", { fact: "certificate-malformed" }],
    [
      /The certificate's not(?:Before|After) field contains an invalid time/,
      { fact: "certificate-malformed" },
      "The certificate's notBefore field contains an invalid time",
    ],
    [
      "The basicConstraints path length parameter has been exceeded",
      { fact: "certificate-rule-broken" },
    ],
    [
      /The root CA certificate is (?:not trusted for this purpose|marked to reject the specified purpose)/,
      { fact: "unknown-authority", chain: "unsaid" },
      "The root CA certificate is not trusted for this purpose",
    ],
    [
      /The current candidate issuer certificate was rejected because its (?:subject name|issuer name and serial number)/,
      { fact: "unknown-authority", chain: "unsaid" },
      "The current candidate issuer certificate was rejected because its subject name did not match the issuer name of the current certificate",
    ],
    [
      /The peer certificate is (?:black|block)listed/,
      { fact: "certificate-rejected" },
      "The peer certificate is blocklisted",
    ],
    [
      /No OCSP status response found|The OCSP status request had invalid syntax|OCSP response contains an unexpected number of SingleResponse structures|OCSP responder (?:reached an inconsistent internal state|was unable to return a status for the certificate)|The server requires the client to sign the OCSP request|The client is not authorized to request OCSP status from this server|OCSP responder's identity cannot be verified|The identity of a certificate in an OCSP response cannot be established|The certificate status response has expired|The certificate's status is unknown/,
      { fact: "revocation-unknown" },
      "The certificate's status is unknown",
    ],
    ["The peer did not present any certificate", { fact: "no-peer-certificate" }],
  ],
);
