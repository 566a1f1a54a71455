import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";
import { gnutlsCommonErrors, gnutlsErrors } from "./gnutls-errors.ts";
import { mbedtlsErrors } from "./mbedtls-errors.ts";
import { nssErrors } from "./nss-errors.ts";
import { s2nErrors } from "./s2n-errors.ts";
import { wolfsslErrors } from "./wolfssl-errors.ts";

const facts = (text: string): readonly Fact[] => readText(text).map(({ fact }) => fact);

const received = (alert: string): Fact => ({ fact: "alert-received", alert });
const rejected: Fact = { fact: "certificate-rejected" };
const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };
const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };

/** Numbers in the forms that programs give them, apart from the tables. */
test.for<readonly [string, Fact]>([
  ["mbedtls_ssl_handshake returned -0x2700", rejected],
  ["mbedtls_ssl_handshake() returned -0x7780", { fact: "wrapper", of: "handshake", status: null }],
  ["ssl_handshake returned - mbedTLS: (-0x7200)", { fact: "bad-record" }],
  ["x509_verify_cert() returned -9984 (-0x2700)", rejected],
  ["Last mbedtls failure: 0x2700", rejected],
  ["Last tls stack error number: 0x7280", { fact: "closed" }],
  ["mbedtls_ssl_handshake returned -0x7280", { fact: "closed-in-handshake" }],
  ["send alert level=2 message=48", { fact: "alert-sent", alert: "unknown_ca" }],
  ["wolfSSL_connect failed, err = -188", authority],
  ["SSL_connect failed with error -322: x", mismatch],
  ["wolfSSL_accept error: -345", { fact: "no-peer-certificate" }],
  ["wolfSSL error occurred, error = -155 line:1", { fact: "bad-certificate-signature" }],
  ["Alert type: handshake_failure", received("handshake_failure")],
  ["GnuTLS error -344: x", { fact: "alpn-none-in-common" }],
  ["gnutls_handshake failed (-43)", rejected],
  ["gnutls_handshake() returned -110", { fact: "closed-in-handshake" }],
  ["REC[0x5]: Alert[2|48] - CA is unknown - was received", received("unknown_ca")],
  ["* Received alert '42': Certificate is bad.", received("bad_certificate")],
  ["Netscape Portable Runtime error -12276 (x)", mismatch],
  ["SSL Library Error: -12195 x", received("unknown_ca")],
  ["NSS error -5938 (x)", { fact: "closed" }],
])("%s", ([text, fact]) => {
  expect(facts(text)).toEqual([fact]);
});

/** Each number, name and text of a table, in the form in which its library prints it. */
test.for<readonly [string, Fact]>([
  ...mbedtlsErrors.flatMap(([code, name, words, fact]): (readonly [string, Fact])[] => [
    [words, fact],
    [`MBEDTLS_ERR_${name}`, fact],
    ...(code === null
      ? []
      : [[`mbedtls_ssl_read returned -0x${code.toString(16)}`, fact] as const]),
  ]),
  ...wolfsslErrors.map(([code, , fact]) => [`wolfSSL_connect error ${code}, x`, fact] as const),
  ...[...gnutlsErrors, ...gnutlsCommonErrors].map(
    ([code, , fact]) => [`GnuTLS error: ${code}`, fact] as const,
  ),
  ...gnutlsCommonErrors.map(([, words, fact]) => [`*** Fatal error: ${words}`, fact] as const),
  ...nssErrors.flatMap(([code, name, , fact]): (readonly [string, Fact])[] => [
    [`NSS error ${code}`, fact],
    [`(Error code: ${name.toLowerCase()})`, fact],
  ]),
  ...s2nErrors.map(([name, , fact]) => [name, fact] as const),
])("%s", ([text, fact]) => {
  expect(facts(text)).toEqual([fact]);
});

/** Numbers and words of other programs, and of what is no fault. */
test.for([
  "returned -0x2700",
  "mbedtls_ssl_read returned -0x6900",
  "error = -151",
  "error code: -43",
  "gnutls_record_recv returned -28",
  "error -8179 rows",
  "Error while reading file /etc/kv.yaml",
  "Decryption has failed",
  "SSL_ERROR_SSL, SSL_ERROR_SYSCALL",
])("%s: nothing", (text) => {
  expect(facts(text)).toEqual([]);
});
