import type { Fact } from "../../domain/fact.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

const ruleBroken: Fact = { fact: "certificate-rule-broken" };

/** Rules of RFC 5280 that OpenSSL holds certificates against where it is told to be strict. */
const strictRules = [
  "Missing Authority Key Identifier",
  "Missing Subject Key Identifier",
  "Authority Key Identifier marked critical",
  "Subject Key Identifier marked critical",
  "Basic Constraints of CA cert not marked critical",
  "CA cert does not include key usage extension",
  "Using cert extension requires at least X509v3",
  "Path length invalid for non-CA cert",
  "Path length given without key usage keyCertSign",
  "Key usage keyCertSign invalid for non-CA cert",
  "Empty Subject Alternative Name extension",
  "Subject empty and Subject Alt Name extension not critical",
  "Certificate public key has explicit ECC parameters",
] as const;

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
  [/certificate chain too long/, ruleBroken, "certificate chain too long"],
  [/(?:permitted|excluded) subtree violation/, ruleBroken, "permitted subtree violation"],
  [/unhandled critical extension/, ruleBroken, "unhandled critical extension"],
  [
    /unable to get certificate CRL|unable to get CRL issuer certificate|CRL has expired|CRL is not yet valid/,
    { fact: "revocation-unknown" },
    "unable to get certificate CRL",
  ],
  // X509_V_FLAG_X509_STRICT, which Python 3.13 and newer set (ssl.VERIFY_X509_STRICT).
  ...strictRules.map((text) => [new RegExp(text), ruleBroken, text] as const),
  [
    /format error in certificate's not(?:Before|After) field/,
    { fact: "certificate-malformed" },
    "format error in certificate's notAfter field",
  ],
];
