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
    ["x509: too many intermediates for path length constraint", { fact: "not-a-ca" }],
    [
      "x509: issuer name does not match subject from issuing certificate",
      { fact: "unknown-authority", chain: "unsaid" },
    ],
    [
      /x509: issuer has name constraints but leaf/,
      { fact: "certificate-rule-broken" },
      "x509: issuer has name constraints but leaf doesn't have a SAN extension",
    ],
    ["x509: no valid chains built", { fact: "unknown-authority", chain: "unsaid" }],
    ["x509: failed to load system roots and no roots provided", { fact: "no-trusted-roots" }],
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
      /x509: (?:malformed|invalid|negative|trailing data after|unsupported|failed to parse|cannot parse) [\w .-]{3,60}/,
      { fact: "certificate-malformed" },
      "x509: negative serial number",
    ],
    [
      "x509: inner and outer signature algorithm identifiers don't match",
      { fact: "certificate-malformed" },
    ],
    ["x509: RSA modulus is not a positive number", { fact: "certificate-malformed" }],
    ["x509: RSA public exponent is not a positive number", { fact: "certificate-malformed" }],
    ["x509: certificate contains duplicate extensions", { fact: "certificate-malformed" }],
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
