/** Programs that do the handshake by themselves, and say of it what their library does not. */
import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";

const inHandshake: Fact = { fact: "closed-in-handshake" };
const noUri: Fact = { fact: "no-san", of: "name" };
const rejected: Fact = { fact: "certificate-rejected" };
const throughProxy: Fact = { fact: "proxy-connect", status: null };

test.for<readonly [string, readonly Fact[]]>([
  // Hyperledger Fabric.
  [
    "TLS handshake failed with error EOF server=Orderer remoteaddress=10.0.0.9:41002",
    [inHandshake],
  ],
  ["Server TLS handshake failed in 1.2ms with error EOF server=Orderer", [inHandshake]],
  [
    "TLS handshake failed with error read tcp 10.0.0.2:7050->10.0.0.9:41002: read: connection reset by peer",
    [inHandshake],
  ],
  [
    "Client TLS handshake failed after 12.4ms with error: EOF remoteaddress=10.0.0.2:7050",
    [inHandshake],
  ],
  ["TLS handshake failed with error EOFX", []],
  // go-spiffe.
  ["x509svid: could not get leaf SPIFFE ID: certificate contains no URI SAN", [rejected, noUri]],
  ["certificate contains more than one URI SAN", [noUri]],
  ["x509svid: cannot get leaf certificate SPIFFE ID: scheme is missing", [rejected]],
  ["certificate contains one URI SAN", []],
  // socat.
  [
    'certificate is valid but its commonName does not match hostname "kv.internal"',
    [{ fact: "hostname-mismatch", wanted: "kv.internal", valid: null }],
  ],
  [
    "certificate is valid but its commonName does not match hostname",
    [{ fact: "hostname-mismatch", wanted: null, valid: null }],
  ],
  ["socat[7] E rejected peer certificate with error 62", [rejected]],
  ["socat[7] E no peer certificate", [{ fact: "no-peer-certificate" }]],
  ["socat[7] W no peer certificate", [{ fact: "no-peer-certificate" }]],
  ["socat[7] N no peer certificate and no check", []],
  ["E connection closed (wrong version number?)", [inHandshake]],
  ["E SSL_connect(): socket closed by peer", [inHandshake]],
  ["E SSL_accept(): socket closed by peer", [inHandshake]],
  ["E SSL_read(): socket closed by peer", [{ fact: "closed" }]],
  ["E SSL_write(): socket closed by peer", [{ fact: "closed" }]],
  // The trace of gRPC core.
  [
    "WRITE DATA: 43 4f 'CONNECT kv.internal:443 HTTP/1.1..Host: kv.internal:443....'",
    [throughProxy],
  ],
  ["WRITE DATA: 50 52 'PRI * HTTP/2.0....SM....'", []],
  // Go, with and without a blank before the time.
  ...["", " "].flatMap((blank): (readonly [string, readonly Fact[]])[] => [
    [
      `certificate has expired or is not yet valid: current time${blank}2026-04-01T09:00:00Z is after 2026-03-01T00:00:00Z`,
      [{ fact: "certificate-expired" }],
    ],
    [
      `certificate has expired or is not yet valid: current time${blank}2026-04-01T09:00:00Z is before 2026-05-01T00:00:00Z`,
      [{ fact: "certificate-not-yet-valid" }],
    ],
  ]),
])("%s", ([text, facts]) => {
  expect(readText(text).map(({ fact }) => fact)).toEqual(facts);
});
