import type { Fact } from "../../domain/fact.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

/**
 * What X509_verify_cert_error_string says, in OpenSSL's words of 1.1 and 3 and in BoringSSL's
 * (crypto/x509/x509_txt.c of both): a verification's result, under its wrapper or alone.
 */
export const verifyTexts: readonly (readonly [RegExp, Fact, string])[] = [
  [/certificate has expired(?! o)/, { fact: "certificate-expired" }, "certificate has expired"],
  [
    // 3.4 and later add "or the system clock is incorrect".
    /certificate is not yet valid(?: or the system clock is incorrect)?/,
    { fact: "certificate-not-yet-valid" },
    "certificate is not yet valid or the system clock is incorrect",
  ],
  [/unable to get local issuer certificate/, authority, "unable to get local issuer certificate"],
  [/unable to get issuer certificate/, authority, "unable to get issuer certificate"],
  [
    /unable to verify (?:the first certificate|leaf signature)/,
    { fact: "unknown-authority", chain: "leaf-alone" },
    "unable to verify the first certificate",
  ],
  [
    /self[- ]signed certificate in certificate chain/,
    { fact: "self-signed", which: "root-in-chain" },
    "self signed certificate in certificate chain",
  ],
  [
    /self[- ]signed certificate(?! in)/,
    { fact: "self-signed", which: "leaf" },
    "self-signed certificate",
  ],
  [/certificate not trusted/, authority, "certificate not trusted"],
  [
    /certificate signature failure/,
    { fact: "bad-certificate-signature" },
    "certificate signature failure",
  ],
  [
    /unable to decrypt certificate's signature/,
    { fact: "bad-certificate-signature" },
    "unable to decrypt certificate's signature",
  ],
  [
    /authority and (?:subject key identifier|issuer serial number) mismatch/,
    authority,
    "authority and subject key identifier mismatch",
  ],
  [/subject issuer mismatch/, authority, "subject issuer mismatch"],
  [
    /(?:unsupported|unsuitable) certificate purpose/,
    { fact: "wrong-eku" },
    "unsuitable certificate purpose",
  ],
  [/invalid CA certificate/, { fact: "not-a-ca" }, "invalid CA certificate"],
  [
    /key usage does not include certificate signing/,
    { fact: "not-a-ca" },
    "key usage does not include certificate signing",
  ],
  [/path length constraint exceeded/, { fact: "not-a-ca" }, "path length constraint exceeded"],
  [
    /invalid non-CA certificate \(has CA markings\)/,
    { fact: "ca-used-as-end-entity" },
    "invalid non-CA certificate (has CA markings)",
  ],
  [
    /[Hh]ostname mismatch/,
    { fact: "hostname-mismatch", wanted: null, valid: null },
    "hostname mismatch",
  ],
  [
    /IP address mismatch/,
    { fact: "hostname-mismatch", wanted: null, valid: null },
    "IP address mismatch",
  ],
  [/certificate revoked/, { fact: "certificate-revoked" }, "certificate revoked"],
  [
    /(?:EE|CA) certificate key too weak/,
    { fact: "key-too-weak", what: "key" },
    "EE certificate key too weak",
  ],
  [
    /CA signature digest algorithm too weak/,
    { fact: "key-too-weak", what: "signature" },
    "CA signature digest algorithm too weak",
  ],
  [/certificate rejected/, { fact: "certificate-rejected" }, "certificate rejected"],
  [/certificate chain too long/, { fact: "certificate-rejected" }, "certificate chain too long"],
  [
    /(?:permitted|excluded) subtree violation/,
    { fact: "certificate-rejected" },
    "permitted subtree violation",
  ],
  [
    /unhandled critical extension/,
    { fact: "certificate-rejected" },
    "unhandled critical extension",
  ],
  [
    /unable to get certificate CRL/,
    { fact: "certificate-rejected" },
    "unable to get certificate CRL",
  ],
  [/CRL has expired/, { fact: "certificate-rejected" }, "CRL has expired"],
  [
    /format error in certificate's not(?:Before|After) field/,
    { fact: "certificate-malformed" },
    "format error in certificate's notAfter field",
  ],
];
