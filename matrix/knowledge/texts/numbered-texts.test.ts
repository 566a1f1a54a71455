import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";
import { sslErrors, urlErrors } from "./apple-codes.ts";
import { failedReasons } from "./haskell-tls.ts";
import { schannelStatuses, winHttpErrors } from "./schannel.ts";
import { sslReasonNumbers } from "./ssl-reason-numbers.ts";
import { sslReasons } from "./ssl-reasons.ts";
import { tlsAlerts } from "./tls-alerts.ts";

const facts = (text: string): readonly Fact[] => readText(text).map(({ fact }) => fact);

const received = (alert: string): Fact => ({ fact: "alert-received", alert });
const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const version: Fact = { fact: "no-common-version", offered: null };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };
const key = (what: "key" | "certificate" | "roots" | "unsaid"): Fact => ({
  fact: "key-not-loadable",
  what,
});

/** Lines of public reports, shortened: what their numbers and names mean, apart from the tables. */
test.for<readonly [string, Fact]>([
  ["HTTP load failed (kCFStreamErrorDomainSSL, -9814)", { fact: "certificate-expired" }],
  ["HTTP load failed (kCFStreamErrorDomainSSL, -9843)", mismatch],
  ["HTTP load failed (kCFStreamErrorDomainSSL, -9813)", authority],
  ["CFNetwork SSLHandshake failed (-9824)", received("handshake_failure")],
  ["CFNetwork SSLHandshake failed (-9806)", { fact: "closed-in-handshake" }],
  ["CFNetwork SSLHandshake failed (-9836)", version],
  ["connection waiting(-9836: bad protocol version)", version],
  ["Network.NWError error -9808 - bad certificate format", { fact: "certificate-rejected" }],
  ["waiting(-65554: NoSuchRecord)", { fact: "name-not-resolved", name: null }],
  ["POSIXErrorCode(rawValue: 60): x", { fact: "timeout", of: "connect" }],
  ["Interop+AppleCrypto+SslException: bad protocol version", version],
  ["Error Domain=NSURLErrorDomain Code=-1003", { fact: "name-not-resolved", name: null }],
  ["Error Domain=NSURLErrorDomain Code=-1203", authority],
  ["Error Domain=NSURLErrorDomain Code=-1206", { fact: "client-certificate-required" }],
  ["read alert, level: fatal, description: certificate required", received("certificate_required")],
  ["error:1425F102:SSL routines: ssl_choose_client_version:unsupported protocol", version],
  ["error:1425F102:lib(20):func(607):reason(258)", version],
  ["error:14094418:lib(20):func(148):reason(1048)", received("unknown_ca")],
  ["error:1408F10B:lib(20):func(143):reason(267)", { fact: "first-record-not-tls", got: "unsaid" }],
  ["schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)", mismatch],
  ["Win32Exception (0x80090325): x", authority],
  [
    "AuthenticationException: A call to SSPI failed ---> Win32Exception (0x8009030D): x",
    key("key"),
  ],
  ["Error 12038 calling WINHTTP_CALLBACK_STATUS_REQUEST_ERROR", mismatch],
  ["The TLS fatal alert was received: 48", received("unknown_ca")],
  ['Error_Protocol ("certificate has unknown CA",True,UnknownCa)', authority],
  [
    'certificate rejected: [NameMismatch \\"10.0.0.7\\"]',
    { fact: "hostname-mismatch", wanted: "10.0.0.7", valid: null },
  ],
  ["got alert : [(AlertLevel_Fatal,UnknownCa)]", received("unknown_ca")],
  [
    'Error_Protocol "remote side fatal error" CertificateRequired',
    received("certificate_required"),
  ],
  ["Failed reading: invalid header type: 72", { fact: "first-record-not-tls", got: "http" }],
  ["Failed reading: invalid header type: 80", { fact: "first-record-not-tls", got: "http2" }],
  [
    "* 26312898 identity.cluster.local not valid anymore. Expired on 2019-12-13T21:26:32Z",
    { fact: "certificate-expired" },
  ],
  ["failed to load CA CertPool: failed to load CA /ca.crt: open /ca.crt", key("roots")],
  [
    "for client auth via TLS, either both client certificate and key must be supplied, or neither",
    key("unsaid"),
  ],
  ["Failed to load private key from /k.pem, Cause: x", key("key")],
  ["TLS_error:_Secret_is_not_supplied_by_SDS", key("unsaid")],
  ["ERROR [server] unexpected error: invalid private key", key("key")],
  ["security_connector.c:447] Missing selected ALPN property.", { fact: "no-alpn-selected" }],
  ["HTTP connection completed with 502 instead of 200", { fact: "http-status", status: 502 }],
  [
    "Connection is being forcefully terminated. (errorCode: 11)",
    { fact: "http2-error", code: "ENHANCE_YOUR_CALM" },
  ],
])("%s", ([text, fact]) => {
  expect(facts(text)).toContainEqual(fact);
});

test.for([...sslErrors])("Secure Transport's %i", ([code, words, fact]) => {
  for (const printed of [
    `NSURLSession/NSURLConnection HTTP load failed (kCFStreamErrorDomainSSL, ${code})`,
    `CFNetwork SSLHandshake failed (${code})`,
    `Connection 1: default TLS Trust evaluation failed(${code})`,
    `Connection 1: TLS Trust encountered error 3:${code}`,
    `TIC TCP Conn Failed [4:0x1c0362f40]: 3:${code} Err(${code})`,
    `_kCFStreamErrorCodeKey=${code}`,
    `The operation couldn't be completed. (OSStatus error ${code}.)`,
    ...(words ? [`Interop+AppleCrypto+SslException: ${words}`] : []),
  ]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});

test.for([...urlErrors])("NSURLError %i", ([code, fact]) => {
  for (const printed of [
    `Error Domain=NSURLErrorDomain Code=${code} "x"`,
    `Task <96AF05AA>.<1> HTTP load failed, 0/0 bytes (error code: ${code} [3:0])`,
    `Task <96AF05AA>.<1> finished with error [${code}] x`,
    `Task <96AF05AA>.<1> finished with error - code: ${code}`,
  ]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});

test.for([
  "Kerberos delegation: 0x8009030D (SEC_E_UNKNOWN_CREDENTIALS)",
  "The target principal name is incorrect.  Cannot generate SSPI context.",
  "at -9807 m",
  "version 1-9814",
  "NSURLErrorDomain Code=-999",
])("%s is no error", (text) => {
  expect(facts(text)).toEqual([]);
});

test.for([...failedReasons])("hs-tls rejects as %s", ([reason, fact]) => {
  for (const printed of [
    `HandshakeFailed (Error_Protocol ("certificate rejected: [${reason}]",True,CertificateUnknown))`,
    `HandshakeFailed (Error_Protocol "certificate rejected: [${reason}]" CertificateUnknown)`,
    `certificate rejected: [${reason},CacheSaysNo "x"]`,
  ]) {
    expect(facts(printed), printed).toContainEqual(fact);
  }
});

test.for([...sslReasonNumbers])("reason(%i) is %s", ([number, constant]) => {
  const fact = sslReasons.find(([name]) => name === constant)?.[1];
  expect(facts(`error:14000000:lib(20):func(148):reason(${number})`)).toEqual([fact]);
  expect(facts(`error:0A000000:lib(20)::reason(${number})`)).toEqual([fact]);
});

test.for(tlsAlerts.map(({ code, name }) => [code, name] as const))(
  "reason(1000 + %i) is an alert",
  ([code, alert]) => {
    expect(facts(`error:14094000:lib(20):func(148):reason(${1000 + code})`)).toEqual([
      { fact: "alert-received", alert },
    ]);
  },
);

test.for([...schannelStatuses])("Schannel's %s", ([code, name, words, fact]) => {
  for (const printed of [
    `schannel: next InitializeSecurityContext failed: ${name} (0x${code})`,
    `Win32Exception (0x${code}): x`,
    ...(words
      ? [`schannel: failed: ${name} (0x${code}) - ${words}.`, `Win32Exception: ${words}.`]
      : []),
  ]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});

test.for([...winHttpErrors])("WinHTTP's %i", ([code, fact]) => {
  for (const printed of [
    `Error ${code} calling WINHTTP_CALLBACK_STATUS_REQUEST_ERROR, 'x'`,
    `System.Net.Http.WinHttpException (80072EFF, ${code}): x`,
  ]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});
