import type { Fact } from "../../domain/fact.ts";
import { sslErrors, urlErrors } from "./apple-codes.ts";
import { type Row, rowsFrom } from "./row.ts";

/** Names of SecureTransport.h by their numbers. */
const sslNames: Readonly<Record<string, number>> = {
  errSSLProtocol: -9800,
  errSSLNegotiation: -9801,
  errSSLFatalAlert: -9802,
  errSSLClosedGraceful: -9805,
  errSSLClosedAbort: -9806,
  errSSLXCertChainInvalid: -9807,
  errSSLBadCert: -9808,
  errSSLUnknownRootCert: -9812,
  errSSLNoRootCert: -9813,
  errSSLCertExpired: -9814,
  errSSLCertNotYetValid: -9815,
  errSSLClosedNoNotify: -9816,
  errSSLPeerUnexpectedMsg: -9819,
  errSSLPeerBadRecordMac: -9820,
  errSSLPeerRecordOverflow: -9822,
  errSSLPeerHandshakeFail: -9824,
  errSSLPeerBadCert: -9825,
  errSSLPeerUnsupportedCert: -9826,
  errSSLPeerCertRevoked: -9827,
  errSSLPeerCertExpired: -9828,
  errSSLPeerCertUnknown: -9829,
  errSSLIllegalParam: -9830,
  errSSLPeerUnknownCA: -9831,
  errSSLPeerAccessDenied: -9832,
  errSSLPeerDecodeError: -9833,
  errSSLPeerDecryptError: -9834,
  errSSLPeerProtocolVersion: -9836,
  errSSLPeerInsufficientSecurity: -9837,
  errSSLPeerInternalError: -9838,
  errSSLHostNameMismatch: -9843,
  errSSLConnectionRefused: -9844,
  errSSLDecryptionFail: -9845,
  errSSLBadRecordMac: -9846,
  errSSLRecordOverflow: -9847,
  errSSLUnexpectedRecord: -9849,
  errSSLWeakPeerEphemeralDHKey: -9850,
  errSSLATSViolation: -9880,
  errSSLATSMinimumVersionViolation: -9881,
  errSSLATSCiphersuiteViolation: -9882,
  errSSLATSMinimumKeySizeViolation: -9883,
  errSSLATSLeafCertificateHashAlgorithmViolation: -9884,
  errSSLATSCertificateHashAlgorithmViolation: -9885,
  errSSLATSCertificateTrustViolation: -9886,
};

/** Names of NSURLError.h, behind "NSURLError" and "kCFURLError". */
const urlNames: Readonly<Record<string, number>> = {
  TimedOut: -1001,
  CannotFindHost: -1003,
  CannotConnectToHost: -1004,
  NetworkConnectionLost: -1005,
  DNSLookupFailed: -1006,
  NotConnectedToInternet: -1009,
  AppTransportSecurityRequiresSecureConnection: -1022,
  SecureConnectionFailed: -1200,
  ServerCertificateHasBadDate: -1201,
  ServerCertificateUntrusted: -1202,
  ServerCertificateHasUnknownRoot: -1203,
  ServerCertificateNotYetValid: -1204,
  ClientCertificateRejected: -1205,
  ClientCertificateRequired: -1206,
};

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const unreadable = (what: "key" | "unsaid"): Fact => ({ fact: "key-not-loadable", what });

/** SecBase.h: what a trust evaluation refuses a certificate for, and what a file of a key is refused for. */
const secErrors: readonly (readonly [name: string, code: number, fact: Fact])[] = [
  ["errSecNotTrusted", -67843, authority],
  ["errSecCertificateExpired", -67818, { fact: "certificate-expired" }],
  ["errSecCertificateNotValidYet", -67819, { fact: "certificate-not-yet-valid" }],
  ["errSecCertificateRevoked", -67820, { fact: "certificate-revoked" }],
  ["errSecHostNameMismatch", -67602, { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["errSecInvalidExtendedKeyUsage", -67609, { fact: "wrong-eku" }],
  ["errSecInvalidKeyUsageForPolicy", -67703, { fact: "wrong-eku" }],
  ["errSecCreateChainFailed", -25318, authority],
  ["errSecNoBasicConstraints", -67612, { fact: "not-a-ca" }],
  ["errSecNoBasicConstraintsCA", -67613, { fact: "not-a-ca" }],
  ["errSecPathLengthConstraintExceeded", -67611, { fact: "certificate-rule-broken" }],
  ["errSecUnknownCriticalExtensionFlag", -67603, { fact: "certificate-rule-broken" }],
  ["errSecNameConstraintsFailure", -67731, { fact: "certificate-rule-broken" }],
  ["errSecIncompleteCertRevocationCheck", -67635, { fact: "revocation-unknown" }],
  ["errSecNetworkFailure", -67636, { fact: "revocation-unknown" }],
  ["errSecOCSPUnavailable", -67643, { fact: "revocation-unknown" }],
  ["errSecOCSPBadResponse", -67641, { fact: "revocation-unknown" }],
  ["errSecUnsupportedKeySize", -67735, { fact: "key-too-weak", what: "key" }],
  ["errSecPkcs12VerifyFailure", -25264, unreadable("key")],
  ["errSecAuthFailed", -25293, unreadable("key")],
];

const byName: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ...sslErrors.flatMap(([code, , fact]) =>
    Object.entries(sslNames).flatMap(([name, number]) =>
      number === code ? [[name, fact] as const] : [],
    ),
  ),
  ...secErrors.map(([name, , fact]) => [name, fact] as const),
]);

/** A program's own test of a code names it, too. */
const named = (match: RegExpMatchArray): Fact | undefined => byName.get(match[0]);

const sec = (match: RegExpMatchArray): Fact | undefined =>
  secErrors.find(([, code]) => code === Number(match[1]) && code < -60000)?.[2];

/** Apple's errors by their names, and what SecTrustEvaluateWithError says. */
export const appleNameRows: readonly Row[] = rowsFrom(
  {
    stack: "apple",
    seen: "SecureTransport.h, SecBase.h, NSURLError.h of macOS 10.15 and 14; security-framework-sys",
    role: "client",
  },
  [
    [
      /\berrS(?:SL|ec)[A-Z][A-Za-z\d]{4,50}\b(?! ?(?:=|:$))/m,
      named,
      "TLS handshake failed: errSSLUnknownRootCert",
    ],
    [
      /\b(?:NSURLError|kCFURLError)([A-Z][A-Za-z]{5,50})\b(?! ?(?:=|:$))/m,
      (match) => urlErrors.get(urlNames[match[1] ?? ""] ?? 0),
      "NSURLErrorServerCertificateHasUnknownRoot",
    ],
    [
      /(?:\bNSOSStatusErrorDomain Code=|\bOSStatus (?:error )?)(-67\d{3})(?!\d)/,
      sec,
      'Error Domain=NSOSStatusErrorDomain Code=-67818 "x"',
    ],
    [
      /\bSecPKCS12Import\b[^\n]{0,40}?-(?:25293|25264)\b/,
      unreadable("key"),
      "SecPKCS12Import: OSStatus -25293",
    ],
    ["The certificate was not trusted.", authority],
    [
      // More days than Apple's policy for servers allows.
      /(?<=[[ ])OtherTrustValidityPeriod\b/,
      { fact: "certificate-rule-broken" },
      "Trust evaluate failure: [leaf OtherTrustValidityPeriod]",
    ],
  ],
);
