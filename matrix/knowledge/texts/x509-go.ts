import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

/** Why a candidate authority was not taken: its hint decides what is wrong (UnknownAuthorityError.Error). */
const authorityHint = (match: RegExpMatchArray): Fact => {
  const hint = match[1] ?? "";
  if (/verification (?:failure|error)/.test(hint)) return { fact: "bad-certificate-signature" };
  if (/not authorized to sign|cannot sign/.test(hint)) return { fact: "not-a-ca" };
  if (/insecure algorithm/.test(hint)) return { fact: "key-too-weak", what: "signature" };
  return { fact: "unknown-authority", chain: "unsaid" };
};

const mismatch = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  valid: textIn(match, 1),
  wanted: textIn(match, 2),
});

const wanted = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  valid: null,
  wanted: textIn(match),
});

export const x509GoRows: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 crypto/x509/verify.go" }, [
    [
      /certificate has expired or is not yet valid: current time ?\S{1,40} is after \S{1,40}/,
      { fact: "certificate-expired" },
      "x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2025-01-01T00:00:00Z",
    ],
    [
      /certificate has expired or is not yet valid: current time ?\S{1,40} is before \S{1,40}/,
      { fact: "certificate-not-yet-valid" },
      "x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is before 2027-01-01T00:00:00Z",
    ],
    // Go up to 1.14, and today's on macOS and Windows, give no detail.
    ["certificate has expired or is not yet valid", { fact: "certificate-outside-validity" }],
    [
      /certificate signed by unknown authority \(possibly because of \\{0,8}"([^\n]{1,200}?)\\{0,8}" while trying to verify candidate authority certificate/,
      authorityHint,
      'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "ca-p256")',
    ],
    ["certificate signed by unknown authority", { fact: "unknown-authority", chain: "unsaid" }],
    [
      /cannot validate certificate for (\S{1,255}) because it doesn't contain any IP SANs/,
      { fact: "no-san", of: "address" },
      "x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs",
    ],
    [
      // "use SANs instead" from 1.17; 1.15 and 1.16 go on "or temporarily enable … x509ignoreCN=0".
      /certificate relies on legacy Common Name field, use SANs/,
      { fact: "no-san", of: "name" },
      "x509: certificate relies on legacy Common Name field, use SANs or temporarily enable Common Name matching with GODEBUG=x509ignoreCN=0",
    ],
    [
      /certificate is valid for ([^\n,]{1,255}(?:, (?!not )[^\n,]{1,255}){0,25}), not ([^\s",;\\]{1,255})/,
      mismatch,
      "x509: certificate is valid for other.example, not localhost",
    ],
    [
      /certificate is valid for \d{1,6} (?:IP SANs|names), but none matched ([^\s",;\\]{1,255})/,
      wanted,
      "x509: certificate is valid for 120 names, but none matched localhost",
    ],
    [
      /certificate is not valid for any names, but wanted to match ([^\s",;\\]{1,255})/,
      wanted,
      "x509: certificate is not valid for any names, but wanted to match localhost",
    ],
    ["x509: certificate specifies an incompatible key usage", { fact: "wrong-eku" }],
    [
      /x509: a root or intermediate certificate is not authorized for an extended key usage/,
      { fact: "not-a-ca" },
      "x509: a root or intermediate certificate is not authorized for an extended key usage: EKU not permitted",
    ],
    [
      /x509: a root or intermediate certificate is not authorized to sign for this name/,
      { fact: "certificate-rule-broken" },
      'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "localhost" is not permitted by any constraint',
    ],
    ["x509: certificate is not authorized to sign other certificates", { fact: "not-a-ca" }],
    [
      "x509: invalid signature: parent certificate cannot sign this kind of certificate",
      { fact: "not-a-ca" },
    ],
    [
      "x509: too many intermediates for path length constraint",
      { fact: "certificate-rule-broken" },
    ],
    [
      "x509: issuer name does not match subject from issuing certificate",
      { fact: "unknown-authority", chain: "unsaid" },
    ],
    [
      /x509: issuer has name constraints but leaf/,
      { fact: "certificate-rule-broken" },
      "x509: issuer has name constraints but leaf doesn't have a SAN extension",
    ],
    [
      /x509: issuer has name constraints but leaf contains unknown or unconstrained name/,
      { fact: "certificate-rule-broken" },
      "x509: issuer has name constraints but leaf contains unknown or unconstrained name: x",
    ],
    [
      /x509: no valid chains built: \d{1,6} candidate chains with (?:invalid policies|[a-z ]{5,40})/,
      { fact: "certificate-rule-broken" },
      "x509: no valid chains built: 3 candidate chains with invalid policies",
    ],
    [
      "x509: signature check attempts limit reached while verifying certificate chain",
      { fact: "certificate-rule-broken" },
    ],
    [
      /x509: signature algorithm specifies an \S{2,10} public key, but have public key of type \S{3,40}/,
      { fact: "unknown-authority", chain: "unsaid" },
      "x509: signature algorithm specifies an ECDSA public key, but have public key of type *rsa.PublicKey",
    ],
    [
      "x509: internal error: system verifier returned an empty chain",
      { fact: "unknown-authority", chain: "unsaid" },
    ],
    ["x509: no valid chains built", { fact: "unknown-authority", chain: "unsaid" }],
    ["x509: failed to load system roots and no roots provided", { fact: "no-trust-store" }],
    ["x509: unhandled critical extension", { fact: "certificate-rule-broken" }],
    [
      /x509: cannot verify signature: insecure algorithm \S{1,20}/,
      { fact: "key-too-weak", what: "signature" },
      "x509: cannot verify signature: insecure algorithm SHA1-RSA",
    ],
    ["x509: cannot verify signature: algorithm unimplemented", { fact: "certificate-rejected" }],
    ["x509: ECDSA verification failure", { fact: "bad-certificate-signature" }],
    ["x509: Ed25519 verification failure", { fact: "bad-certificate-signature" }],
    ["crypto/rsa: verification error", { fact: "bad-certificate-signature" }],
    [
      /x509: (?:malformed|invalid|negative|trailing data after|unsupported|failed to parse|cannot parse) (?!(?:(?:Ed|X)25519 )?private key|DEK-Info|padding)[\w .-]{3,60}/,
      { fact: "certificate-malformed" },
      "x509: negative serial number",
    ],
    [
      "x509: inner and outer signature algorithm identifiers don't match",
      { fact: "certificate-malformed" },
    ],
    ["x509: RSA modulus is not a positive number", { fact: "certificate-malformed" }],
    ["x509: RSA public exponent is not a positive number", { fact: "certificate-malformed" }],
    [
      /x509: certificate contains duplicate extension(?:s|\b)/,
      { fact: "certificate-malformed" },
      "x509: certificate contains duplicate extensions",
    ],
    [
      /x509: (?:SAN \w{3,30} is malformed|(?:(?:authority|subject) key identifier|authority info access) incorrectly marked critical|unknown (?:public key algorithm|elliptic curve|extended key usage)|zero or negative DSA parameter|RSA key missing NULL parameters|wrong Ed25519 public key size|(?:Ed|X)25519 key encoded with illegal parameters|empty name constraints extension|IP constraint contained (?:invalid mask|value of length)|policy constraints \w{10,30} field overflows int|internal error: URI SAN)/,
      { fact: "certificate-malformed" },
      "x509: SAN dNSName is malformed",
    ],
    [
      // Of a file that a program reads as a key, and as another kind of one.
      /x509: failed to parse (?:(?:RSA|EC) )?private key(?: embedded in PKCS#8)?(?: \(use Parse\w{5,30}(?: instead for this key format)?\))?|x509: PKCS#8 wrapping contained private key with unknown algorithm(?:: [\d.]{3,40})?|x509: unknown EC private key version(?: \d{1,9})?|x509: (?:invalid|unsupported) private key (?:length|version)|x509: invalid (?:Ed|X)25519 private key|x509: private key contains zero or negative (?:prime|value)/,
      { fact: "key-not-loadable", what: "key" },
      "x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this key format)",
    ],
    [
      /x509: (?:decryption password incorrect|encrypted PEM data is not a multiple of the block size|no DEK-Info header in block|malformed DEK-Info header|incorrect IV size|unknown encryption mode|invalid padding)/,
      { fact: "key-not-loadable", what: "key" },
      "x509: decryption password incorrect",
    ],
    [
      // golang.org/x/crypto/pkcs12.
      /\bpkcs12: (?:decryption password incorrect|expected exactly two (?:safe bags|items)[\w ]{0,40}|(?:private key|certificate) missing|unknown (?:digest )?algorithm)/,
      { fact: "key-not-loadable", what: "unsaid" },
      "pkcs12: decryption password incorrect",
    ],
    [
      /crypto\/rsa: \d{3,5}-bit keys are insecure/,
      { fact: "key-too-weak", what: "key" },
      "crypto/rsa: 512-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)",
    ],
  ]),
  ...rowsFrom(
    { stack: "go", seen: "go 1.18+ crypto/x509/root_darwin.go, Security.framework's words" },
    [
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is not trusted/,
        { fact: "unknown-authority", chain: "unsaid" },
        "x509: “localhost” certificate is not trusted",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is expired/,
        { fact: "certificate-expired" },
        "x509: “localhost” certificate is expired",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate name does not match input/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "x509: “localhost” certificate name does not match input",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is not yet valid/,
        { fact: "certificate-not-yet-valid" },
        "x509: “localhost” certificate is not yet valid",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is not permitted for this usage/,
        { fact: "wrong-eku" },
        "x509: “localhost” certificate is not permitted for this usage",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is revoked/,
        { fact: "certificate-revoked" },
        "x509: “localhost” certificate is revoked",
      ],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is using a (?:broken|weak) (?:signature algorithm|key size)/,
        { fact: "key-too-weak", what: "key" },
        "x509: “localhost” certificate is using a broken key size",
      ],
      [/x509: OSStatus -\d{4,6}/, { fact: "certificate-rejected" }, "x509: OSStatus -26276"],
      [
        /x509: ["“][^"”\n]{0,120}["”] certificate is not standards compliant/,
        { fact: "certificate-rejected" },
        "x509: “localhost” certificate is not standards compliant",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "go", seen: "etcd 3.5 client/pkg/transport/listener_tls.go", role: "server" },
    [
      [
        // What follows in parentheses is the look-up of those names, not of a peer that was dialled.
        /tls: ["'\\]{0,4}([\w.:-]{1,253})["'\\]{0,4} does not match any of DNSNames(?: \[([^\]\n]{0,1000})\](?: \(lookup [^)\n]{0,400}\))?)?/,
        (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: textIn(match, 2) }),
        'tls: "10.0.0.7" does not match any of DNSNames ["kv.internal"] (lookup kv.internal on 10.0.0.2:53: server misbehaving)',
      ],
    ],
  ),
  ...rowsFrom({ stack: "go", seen: "Tailscale net/tlsdial, by reports", role: "client" }, [
    [
      /\bcertificate is self-signed by (?=\S)/,
      { fact: "self-signed", which: "leaf" },
      "likely intercepted connection; certificate is self-signed by CN=router,O=Example",
    ],
  ]),
];
