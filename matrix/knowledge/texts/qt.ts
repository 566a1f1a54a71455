import { type Row, rowsFrom } from "./row.ts";

/** QSslError::errorString: OpenSSL's reasons as sentences. */
export const qtRows: readonly Row[] = rowsFrom(
  { stack: "other", seen: "Qt 5.15 src/network/ssl/qsslerror.cpp" },
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
    ["The peer did not present any certificate", { fact: "no-peer-certificate" }],
  ],
);
