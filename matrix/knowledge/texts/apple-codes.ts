import type { Fact } from "../../domain/fact.ts";
import { unixErrors } from "./errno-numbers.ts";
import { type Row, rowsFrom } from "./row.ts";
import { alertName } from "./tls-alerts.ts";

const failed: Fact = { fact: "wrapper", of: "handshake", status: null };
const closed: Fact = { fact: "closed-in-handshake" };
const rejected: Fact = { fact: "certificate-rejected" };
const unknown: Fact = { fact: "unknown-authority", chain: "unsaid" };
const version: Fact = { fact: "no-common-version", offered: null };
const record: Fact = { fact: "bad-record" };
const alert = (code: number): Fact => ({ fact: "alert-received", alert: alertName(code) });

/**
 * SecureTransport.h and SecureTransportPriv.h of macOS 10.15, without the codes that are no fault; the words are
 * those of .NET's SslException on macOS. CFNetwork gives errSSLXCertChainInvalid for a wrong name, too.
 */
export const sslErrors: readonly (readonly [code: number, words: string | null, fact: Fact])[] = [
  [-9800, "SSL protocol error", failed],
  [-9801, "Cipher Suite negotiation failure", failed],
  [-9802, "Fatal alert", failed],
  [-9805, "connection closed gracefully", { fact: "closed" }],
  [-9806, "connection closed via error", closed],
  [-9807, "invalid certificate chain", rejected],
  [-9808, "bad certificate format", rejected],
  [-9812, "valid cert chain, untrusted root", unknown],
  [-9813, "cert chain not verified by root", unknown],
  [-9814, "chain had an expired cert", { fact: "certificate-expired" }],
  [-9815, "chain had a cert not yet valid", { fact: "certificate-not-yet-valid" }],
  [-9816, "server closed session with no notification", closed],
  [-9819, "unexpected message received", alert(10)],
  [-9820, "bad MAC", alert(20)],
  [-9822, "record overflow", alert(22)],
  [-9824, "handshake failure", alert(40)],
  [-9825, "misc. bad certificate", alert(42)],
  [-9826, "bad unsupported cert format", alert(43)],
  [-9827, "certificate revoked", alert(44)],
  [-9828, "certificate expired", alert(45)],
  [-9829, "unknown certificate", alert(46)],
  [-9830, "illegal parameter", alert(47)],
  [-9831, "unknown Cert Authority", alert(48)],
  [-9832, "access denied", alert(49)],
  [-9833, "decoding error", alert(50)],
  [-9834, "decryption error", alert(51)],
  // Also of a peer that answers in plaintext: the code is that of the alert, whoever sends it.
  [-9836, "bad protocol version", version],
  [-9837, "insufficient security", alert(71)],
  [-9838, "internal error", alert(80)],
  [-9843, "peer host name mismatch", { fact: "hostname-mismatch", wanted: null, valid: null }],
  [-9844, "peer dropped connection before responding", closed],
  [-9845, "decryption failure", record],
  [-9846, null, record],
  [-9847, null, record],
  [-9849, null, { fact: "handshake-garbled" }],
  [-9850, null, { fact: "key-too-weak", what: "key" }],
  [-9863, null, alert(116)],
  [-9865, null, alert(112)],
  [-9880, null, failed],
  [-9881, null, version],
  [-9882, null, { fact: "no-common-suite" }],
  [-9883, null, { fact: "key-too-weak", what: "key" }],
  [-9884, null, { fact: "key-too-weak", what: "signature" }],
  [-9885, null, { fact: "key-too-weak", what: "signature" }],
  [-9886, null, unknown],
];

/** NSURLError.h. */
export const urlErrors: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [-1001, { fact: "timeout", of: "unsaid" }],
  [-1003, { fact: "name-not-resolved", name: null }],
  [-1004, { fact: "wrapper", of: "attempt", status: null }],
  [-1005, { fact: "closed" }],
  [-1006, { fact: "name-not-resolved", name: null }],
  [-1009, { fact: "unreachable" }],
  [-1022, { fact: "target-unusable", why: "plaintext is not allowed" }],
  [-1200, failed],
  [-1201, { fact: "certificate-outside-validity" }],
  [-1202, rejected],
  [-1203, unknown],
  [-1204, { fact: "certificate-not-yet-valid" }],
  [-1205, { fact: "client-certificate-bad" }],
  [-1206, { fact: "client-certificate-required" }],
]);

const byCode = new Map(sslErrors.map(([code, , fact]) => [code, fact]));
const byWords = new Map(sslErrors.map(([, words, fact]) => [words, fact]));

const among =
  (table: ReadonlyMap<number, Fact>) =>
  (match: RegExpMatchArray): Fact | undefined =>
    table.get(Number(match[1]));

export const appleCodeRows: readonly Row[] = rowsFrom(
  {
    stack: "apple",
    seen: "SecureTransport.h, NSURLError.h of macOS 10.15; the forms in reports of 2015 to 2026",
    role: "client",
  },
  [
    [
      /(?<![A-Za-z])(?:kCFStreamErrorDomainSSL, |SSLHandshake failed \(|Trust evaluation failed ?\(|errors? ?\(?3:|\[?3:|Err\(|kCFStreamErrorCodeKey ?= ?"?|SSLErrorOriginalValue=|NWError\.tls\(|OSStatus (?:error )?|SSL(?:Read|Write|Handshake)\(?\)? (?:return(?:ed)? )?error:? |errSSL\w{3,40}:? ?\(?)(-98\d\d)(?!\d)/,
      among(byCode),
      "CFNetwork SSLHandshake failed (-9814)",
    ],
    [
      // NWError's own words.
      /(?<![\w.-])(-98\d\d): [A-Za-z][a-z]{2,20} [a-z, ]{3,60}|\bNWError error (-98\d\d)\b/,
      (match) => byCode.get(Number(match[1] ?? match[2])),
      "-9808: bad certificate format",
    ],
    [
      // dns_sd.h.
      /(?<![\w.-])(?:-65554: NoSuchRecord|-65538: NoSuchName)|\bNWError error -655(?:54|38)\b/,
      { fact: "name-not-resolved", name: null },
      "waiting(-65554: NoSuchRecord)",
    ],
    [
      /\bPOSIXErrorCode\(rawValue: (\d{2,3})\)/,
      among(unixErrors),
      "POSIXErrorCode(rawValue: 61): Connection refused",
    ],
    [
      /(?:\bNSURLErrorDomain(?: Code ?=|, code: | error |:|, )\(? ?|\(error code: |\bfinished with error (?:\[|- code: ))(-1\d{3})(?!\d)/,
      among(urlErrors),
      'Error Domain=NSURLErrorDomain Code=-1202 "x"',
    ],
    [
      /kCFStreamErrorCodeKey ?= ?"?(\d{2})(?!\d)/,
      among(unixErrors),
      "_kCFStreamErrorDomainKey=1, _kCFStreamErrorCodeKey=61",
    ],
    [
      /\bSslException: ([A-Za-z][\w., ]{5,60}?)(?=['"\n]|$)/,
      (match) => byWords.get(match[1] ?? ""),
      "Interop+AppleCrypto+SslException: unknown Cert Authority",
    ],
  ],
);
