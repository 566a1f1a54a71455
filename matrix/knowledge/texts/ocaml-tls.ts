import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

const validity: Fact = { fact: "certificate-outside-validity" };
const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const malformed: Fact = { fact: "certificate-malformed" };
const signature: Fact = { fact: "bad-certificate-signature" };
const weak: Fact = { fact: "key-too-weak", what: "signature" };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };
const pinned: Fact = { fact: "certificate-rejected" };

/** The constructors of a validation_error, those of older versions too. One stands for both ends of the validity. */
const errors: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["LeafCertificateExpired", validity],
  ["LeafInvalidIP", mismatch],
  ["LeafInvalidName", mismatch],
  ["LeafInvalidVersion", malformed],
  ["LeafInvalidExtensions", ruleBroken],
  ["IntermediateInvalidExtensions", ruleBroken],
  ["IntermediateCertificateExpired", validity],
  ["IntermediateInvalidVersion", malformed],
  ["ChainIssuerSubjectMismatch", authority],
  ["ChainAuthorityKeyIdSubjectKeyIdMismatch", authority],
  ["ChainInvalidPathlen", ruleBroken],
  ["EmptyCertificateChain", { fact: "no-peer-certificate" }],
  ["NoTrustAnchor", authority],
  ["Revoked", { fact: "certificate-revoked" }],
  ["ServerNameNotPresent", mismatch],
  ["NameNotInList", mismatch],
  ["CAIssuerSubjectMismatch", authority],
  ["CAInvalidVersion", malformed],
  ["CACertificateExpired", validity],
  ["CAInvalidExtensions", ruleBroken],
  ["Bad_signature", signature],
  ["Bad_encoding", malformed],
  ["Hash_not_allowed", weak],
  ["Unsupported_keytype", ruleBroken],
  ["Unsupported_algorithm", weak],
  ["SelfSigned", { fact: "self-signed", which: "unsaid" }],
  ["InvalidServerName", mismatch],
  ["NameMismatch", mismatch],
  ["CertificateExpired", validity],
  ["InvalidChain", authority],
  ["ChainInvalid", authority],
]);

/** A certificate, as it is printed, has its subject, its issuer and its validity, over as many lines as the formatter broke it. */
const ofCertificate = (before: string, after: string): RegExp =>
  new RegExp(`\\b${before}[\\s\\S]{1,300}?${after}`);

/** `Packet.alert_type`, in the capitals of its constructors or the words of its printer. */
const alertNamed = (match: RegExpMatchArray): Fact | undefined => {
  const name = (match[1] ?? "").toLowerCase();
  return tlsAlerts.some((alert) => alert.name === name && name !== "close_notify")
    ? { fact: "alert-received", alert: name }
    : undefined;
};

/** ocaml-tls and the library that verifies for it, by constructors and in words. */
export const ocamlTlsRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "ocaml-x509 01d67119 and 2026 lib/validation.ml; ocaml-tls's AuthenticationFailure",
    },
    [
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bAuthenticationFailure[\s(`]{1,8}(\w{6,40})/,
        (match) => errors.get(match[1] ?? "") ?? { fact: "certificate-rejected" },
        "AuthenticationFailure (LeafCertificateExpired (x))",
      ],
      [
        ofCertificate("(?:leaf|intermediate|CA) certificate ", "\\bexpired \\(now "),
        validity,
        "leaf certificate /CN=kv expired (now 2026-11-30 00:00:00 +00:00)",
      ],
      [
        ofCertificate("leaf certificate ", "does not contain the name (\\S{1,34})"),
        (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
        "leaf certificate /CN=kv does not contain the name db.internal",
      ],
      [
        ofCertificate("leaf certificate ", "does not contain the IP (\\S{1,36})"),
        (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
        "leaf certificate /CN=kv does not contain the IP 10.0.0.7 (IPs present: 10.0.0.8)",
      ],
      [
        ofCertificate(
          "(?:leaf|intermediate|CA) certificate ",
          ": version 3 is required for extensions",
        ),
        malformed,
        "leaf certificate /CN=kv: version 3 is required for extensions",
      ],
      [
        ofCertificate(
          "(?:leaf|intermediate|CA) certificate ",
          ": invalid (?:server |CA )?extensions",
        ),
        ruleBroken,
        "leaf certificate /CN=kv: invalid server extensions",
      ],
      [
        ofCertificate("CA certificate ", ": issuer does not match subject"),
        authority,
        "CA certificate /CN=ca: issuer does not match subject",
      ],
      [
        /\binvalid chain: (?:issuer|authority key id extension) of /,
        authority,
        "invalid chain: issuer of /CN=kv does not match subject of /CN=ca",
      ],
      [
        /\binvalid chain: the path length of /,
        ruleBroken,
        "invalid chain: the path length of /CN=ca is smaller than the required path length 1",
      ],
      [
        /\bauthentication failure: certificate chain is empty\b/,
        { fact: "no-peer-certificate" },
        "authentication failure: certificate chain is empty",
      ],
      [/\bno trust anchor found for /, authority, "no trust anchor found for /CN=kv"],
      [
        ofCertificate("(?:failure|error): certificate ", "is revoked\\b"),
        { fact: "certificate-revoked" },
        "authentication failure: certificate /CN=kv is revoked",
      ],
      [
        ofCertificate("fingerprint for ", "\\(computed [\\da-f]{2}"),
        pinned,
        "fingerprint for /CN=kv (computed aabb) does not match, expected ccdd",
      ],
      [
        /\bfailed to verify signature of [^\n:]{1,253}: /,
        signature,
        "failed to verify signature of CN=kv: bad signature",
      ],
      [
        /\bbad signature encoding of [^\n,]{1,253}, ASN error /,
        malformed,
        "bad signature encoding of CN=kv, ASN error bad tag",
      ],
      [
        /\bhash algorithm \w{2,10} is not allowed, but [^\n]{1,253} is signed using it/,
        weak,
        "hash algorithm SHA1 is not allowed, but CN=kv is signed using it",
      ],
      [
        /\bunsupported (?:key|algorithm) used to sign [^\n:]{1,253}: /,
        ruleBroken,
        "unsupported key used to sign CN=kv: RSA 1024",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "other", seen: "ocaml-tls lib/state.ml, lib/packet.ml; constructors of 0.17 to 2" },
    [
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bNoConfiguredCiphersuite\b|\bno configured ciphersuite: /,
        { fact: "no-common-suite" },
        "no configured ciphersuite: [TLS_RSA_WITH_AES_128_CBC_SHA]",
      ],
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bNoConfiguredVersions?\b|\bno configured version: |\bversion error: none supported, client provided |\bFatal \(NoVersions\b/,
        { fact: "no-common-version", offered: null },
        "no configured version: TLS 1.0",
      ],
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bNoConfiguredSignatureAlgorithm\b|\bno configured? signature algorithm: /,
        { fact: "no-common-scheme" },
        "no configure signature algorithm: RSA-PSS SHA256",
      ],
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bNoMatchingCertificateFound\b|\bno matching certificate found for (?=\S)/,
        { fact: "authority-rejected", authority: null },
        "no matching certificate found for kv.example.net",
        "server",
      ],
      [
        /(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bCouldntSelectCertificate\b|\bcouldn't select certificate\b/,
        { fact: "no-certificate-chosen" },
        "couldn't select certificate",
        "server",
      ],
      [
        /\b(?:Fatal \(?`?No_?[Aa]pplication_?[Pp]rotocol|Tls_failure: no application protocol)\b/,
        { fact: "alpn-none-in-common" },
        "Tls_failure (Fatal NoApplicationProtocol)",
      ],
      [
        /\bunknown record version (?:72|71|80|84|60|0)\.\d{1,3}\b|(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bUnknownRecordVersion\b|\bunexpected: content type \d{1,3}\b|`Unexpected \(`Content_type \d{1,3}\)|(?:Tls_failure \(`?(?:Error|Fatal) \(`?)?\bReaderError \(Overflow \d{4,6}\)|\brecord overflow \d{5}\b/,
        { fact: "first-record-not-tls", got: "unsaid" },
        "unknown record version 84.80",
      ],
      [
        /\b(?:Tls_alert\b|ALERT fatal )[\s:(]{0,3}(?:alert )?(?:Tls\.)?(?:Packet\.)?([A-Za-z]{3,20}(?:_[A-Za-z]{2,14}){0,3})/,
        alertNamed,
        "Tls_lwt.Tls_alert UNKNOWN_CA",
      ],
    ],
  ),
];
