import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

const invalid =
  "(?:invalid peer certificate: (?:InvalidCertificate\\()?|(?:InvalidCertificate|WebPKIError)\\(|invalid certificate: )(?:Other\\([^\\n]{0,40}?)?";

/** `Debug` names of CertificateError and, before 0.21, of webpki's errors inside. */
const certificate = (names: string, fact: Fact, example: string) =>
  [
    new RegExp(`${invalid}(?:${names})(?!\\w)`),
    fact,
    `invalid peer certificate: ${example}`,
  ] as const;

const named = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  wanted: textIn(match, 1),
  valid: textIn(match, 2),
});

export const rustlsCertificateRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "rustls",
      seen: "rustls 0.21, 0.23 and 6868ee84d: CertificateError; names of webpki from reports",
    },
    [
      certificate(
        "Expired(?:Context)?|CertExpired|certificate expired: verification time",
        { fact: "certificate-expired" },
        "certificate expired: verification time 1795000000 (UNIX), but certificate is not valid after 1700000000",
      ),
      certificate(
        "NotValidYet(?:Context)?|CertNotValidYet|certificate not valid yet: verification time",
        { fact: "certificate-not-yet-valid" },
        "certificate not valid yet: verification time 1795000000 (UNIX), but certificate is not valid before 1800000000",
      ),
      certificate("UnknownIssuer", authority, "UnknownIssuer"),
      certificate(
        "BadSignature|InvalidSignatureForPublicKey",
        { fact: "bad-certificate-signature" },
        "BadSignature",
      ),
      certificate("Revoked|CertRevoked", { fact: "certificate-revoked" }, "Revoked"),
      certificate(
        "BadEncoding|BadDER|BadDer\\w{0,20}|UnsupportedCertVersion|InvalidCertValidity|ExtensionValueInvalid|InvalidSerialNumber|InvalidNetworkMaskConstraint|Malformed(?:DnsIdentifier|Extensions|NameConstraint)|TrailingData",
        { fact: "certificate-malformed" },
        "BadEncoding",
      ),
      certificate(
        "InvalidPurpose(?:Context)?|RequiredEkuNotFound\\w{0,20}|EmptyEkuExtension|KeyUsageMissingDigitalSignature",
        { fact: "wrong-eku" },
        "InvalidPurpose",
      ),
      certificate(
        "NotValidForName(?:Context)?|CertNotValidForName",
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "NotValidForName",
      ),
      certificate(
        "UnsupportedSignatureAlgorithm\\w{0,20}",
        { fact: "no-common-scheme" },
        "UnsupportedSignatureAlgorithm",
      ),
      certificate(
        "UnknownRevocationStatus|ExpiredRevocationList(?:Context)?|InvalidOcspResponse|IssuerNotCrlSigner|CrlExpired|InvalidCrl\\w{5,30}|MissingCrlNumber|Unsupported(?:Crl\\w{5,40}|DeltaCrl|IndirectCrl|RevocationReasons?\\w{0,20})|certificate revocation list expired: verification time",
        { fact: "revocation-unknown" },
        "UnknownRevocationStatus",
      ),
      certificate(
        "Un(?:handled|supported)CriticalExtension|NameConstraintViolation|PathLenConstraintViolated|Maximum\\w{1,40}Exceeded|EndEntityCertHasCertSignKeyUsage|SignatureAlgorithmMismatch|UnsupportedNameType",
        { fact: "certificate-rule-broken" },
        "Other(OtherError(NameConstraintViolation))",
      ),
      certificate("IssuerNotCertSigner", { fact: "not-a-ca" }, "IssuerNotCertSigner"),
      [
        /invalid certificate revocation list: \w{5,40}|\bInvalidCertRevocationList\(\w{5,40}/,
        { fact: "revocation-unknown" },
        "invalid certificate revocation list: ParseError",
      ],
      certificate(
        "ApplicationVerificationFailure",
        { fact: "certificate-rejected" },
        "ApplicationVerificationFailure",
      ),
      [
        /CaUsedAsEndEntity/,
        { fact: "ca-used-as-end-entity" },
        "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
      ],
      [
        /EndEntityUsedAsCa/,
        { fact: "not-a-ca" },
        "invalid peer certificate: Other(OtherError(EndEntityUsedAsCa))",
      ],
      [
        /certificate not valid for name "?([^";\n]{1,255})"?; certificate is (?:only valid for ([^\n]{1,300})|not valid for any names)/,
        named,
        'certificate not valid for name "localhost"; certificate is only valid for DnsName("other.example")',
      ],
      [
        /certificate does not allow extended key usage for/,
        { fact: "wrong-eku" },
        "certificate does not allow extended key usage for server authentication, allows client authentication",
      ],
      [
        /invalid peer certificate:(?! (?:\w{1,30}\(|[A-Z]\w))/,
        { fact: "wrapper", of: "handshake", status: null },
        "invalid peer certificate: x",
      ],
      [
        /invalid (?:dns name|dnsname|server name)|presented server name type wasn't supported|InvalidD[Nn][Ss]Name(?:Error)?/i,
        { fact: "target-unusable", why: "no valid server name" },
        "invalid dns name",
      ],
      [
        /failed to parse private key as RSA, ECDSA, or EdDSA|(?:Private)?KeyParseError/,
        { fact: "key-not-loadable", what: "key" },
        "unexpected error: failed to parse private key as RSA, ECDSA, or EdDSA",
      ],
      [
        // 0.20 to 0.21: Error::General of with_single_cert.
        /(?:unexpected error: |General\(\\{0,4}")invalid private key/,
        { fact: "key-not-loadable", what: "key" },
        "unexpected error: invalid private key",
      ],
      [
        // ring 0.17, aws-lc-rs 1: error.rs.
        /\bKeyRejected\(\\{0,4}"[A-Za-z ]{3,40}/,
        { fact: "key-not-loadable", what: "key" },
        'KeyRejected("InvalidEncoding")',
      ],
      [
        /CertificateParseError|InvalidCertificateEncoding/,
        { fact: "key-not-loadable", what: "certificate" },
        "CertificateParseError",
      ],
      [
        /keys may not be consistent: (?:KeyMismatch|InconsistentKeys)|\bInconsistentKeys\(\w{3,20}\)/,
        { fact: "key-not-loadable", what: "pair" },
        "keys may not be consistent: KeyMismatch",
      ],
      [
        // API misuse, or the program's own word, of a file that held none.
        /\bEmptyCertificateChain\b(?! (?:cert|\())|\bNoCertificatesInChain\b|\bno valid PEM certificate found\b/,
        { fact: "key-not-loadable", what: "certificate" },
        "API misuse: EmptyCertificateChain",
      ],
      [
        // rustls-platform-verifier, rustls-native-certs; VerifierBuilderError of a verifier without anchors.
        /no native (?:root CA )?cert(?:ificate)?s found|No CA certificates were loaded from the system|\bNoRootAnchors\b/i,
        { fact: "no-trust-store" },
        "no native certs found",
      ],
    ],
  ),
];
