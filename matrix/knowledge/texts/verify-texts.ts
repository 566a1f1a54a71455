import type { Fact } from "../../domain/fact.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

const ruleBroken: Fact = { fact: "certificate-rule-broken" };

const unchecked: Fact = { fact: "revocation-unknown" };

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
  [
    /path length constraint exceeded/,
    { fact: "certificate-rule-broken" },
    "path length constraint exceeded",
  ],
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
    /unable to get certificate CRL|unable to get CRL issuer certificate|CRL has expired|CRL is not yet valid|unable to decrypt CRL's signature|CRL signature failure|format error in CRL's (?:lastUpdate|nextUpdate) field|key usage does not include CRL signing|unhandled critical CRL extension|CRL path validation error/,
    unchecked,
    "unable to get certificate CRL",
  ],
  [
    /no OCSP response available for certificate|OCSP response\(s\) invalid|OCSP response signature verification failure|OCSP response not yet valid|OCSP response has expired/,
    unchecked,
    "no OCSP response available for certificate",
  ],
  [
    /key usage does not include digital signature/,
    { fact: "wrong-eku" },
    "key usage does not include digital signature",
  ],
  [
    /invalid or inconsistent certificate (?:policy )?extension/,
    ruleBroken,
    "invalid or inconsistent certificate extension",
  ],
  [
    /name constraints minimum and maximum not supported|unsupported name constraint type|unsupported or invalid name (?:constraint )?syntax/,
    ruleBroken,
    "unsupported name constraint type",
  ],
  [
    /proxy (?:path length constraint exceeded|certificates not allowed, please set the appropriate flag|subject name violation)/,
    ruleBroken,
    "proxy path length constraint exceeded",
  ],
  [
    /RFC 3779 resource not subset of parent's resources|Cannot find certificate signature algorithm/,
    ruleBroken,
    "RFC 3779 resource not subset of parent's resources",
  ],
  [
    /Suite B: (?:certificate version|invalid|curve not|cannot sign)/,
    ruleBroken,
    "Suite B: invalid ECC curve",
  ],
  [
    /Certificate Transparency required, but no valid SCTs found/,
    ruleBroken,
    "Certificate Transparency required, but no valid SCTs found",
  ],
  [
    /cert info signature and signature algorithm mismatch/,
    { fact: "certificate-malformed" },
    "cert info signature and signature algorithm mismatch",
  ],
  [
    /subject signature algorithm and issuer public key algorithm mismatch/,
    authority,
    "subject signature algorithm and issuer public key algorithm mismatch",
  ],
  [/issuer certificate lookup error/, authority, "issuer certificate lookup error"],
  [
    /Raw public key untrusted, no trusted keys configured/,
    authority,
    "Raw public key untrusted, no trusted keys configured",
  ],
  // X509_V_FLAG_X509_STRICT, which Python 3.13 and newer set (ssl.VERIFY_X509_STRICT).
  ...strictRules.map((text) => [new RegExp(text), ruleBroken, text] as const),
  [
    /format error in certificate's not(?:Before|After) field/,
    { fact: "certificate-malformed" },
    "format error in certificate's notAfter field",
  ],
];

/** Of the same function, in words that are other programs', too: they count behind a verification's own opening. */
const inFrame: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["no explicit policy", ruleBroken],
  ["unsupported extension feature", ruleBroken],
  ["path loop", authority],
  ["Issuer name empty", ruleBroken],
  ["Subject name empty", ruleBroken],
  ["different CRL scope", unchecked],
  ["OCSP verification needed", unchecked],
  ["OCSP verification failed", unchecked],
  ["OCSP unknown cert", unchecked],
  ["unable to decode issuer public key", { fact: "certificate-malformed" }],
  ["issuer certificate doesn't have a public key", { fact: "certificate-malformed" }],
  ["application verification failure", { fact: "certificate-rejected" }],
  ["no matching DANE TLSA records", { fact: "certificate-rejected" }],
  ["unspecified certificate verification error", { fact: "certificate-rejected" }],
]);

/** What Python, Ruby, Rust and the tools of OpenSSL put before a verification's result. */
export const framedVerifyText: readonly [
  RegExp,
  (match: RegExpMatchArray) => Fact | undefined,
  string,
] = [
  /(?<=certificate verify failed(?:: ?| \()|verify error:(?:num=\d{1,3}:)?|X509VerifyResult \{ code: \d{1,3}, error: ")[A-Za-z][A-Za-z ']{8,60}(?=\s?[(:.,;)\n"}]|\s?$)/,
  (match) => inFrame.get(match[0].trim()),
  "verify error:num=67:no explicit policy",
];
