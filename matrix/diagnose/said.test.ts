import { describe, expect, test } from "vitest";
import { saidIn } from "./said.ts";

const codes = (...texts: readonly string[]) => saidIn(texts).map(({ code }) => code);

const go = (reason: string) =>
  `connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: ${reason}"`;
const core = (reason: string) =>
  `failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:443: Tls handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: ${reason}: OK`;
const js = (reason: string) =>
  `No connection established. Last error: Error: ${reason}. Resolution note: `;
const rustls = (reason: string) => `transport error: invalid peer certificate: ${reason}`;

/** Texts measured with grpc-go 1.85.0, grpcio 1.85.1, grpc-js 1.14.7, tonic 0.14.9 and grpc-java 1.85.1. */
describe("a verifier's own words", () => {
  test.for([
    [
      "certificate-expired",
      go("certificate has expired or is not yet valid: current time T is after T2"),
    ],
    ["certificate-expired", core("certificate has expired")],
    ["certificate-expired", js("certificate has expired")],
    ["certificate-expired", rustls("certificate expired: verification time 1795000000 (UNIX), …")],
    ["certificate-expired", "CertificateExpiredException: NotAfter: Sun Jan 01 00:00:00 UTC 2023"],
    [
      "certificate-not-yet-valid",
      go(
        "certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is before 2027-11-20T10:00:00Z",
      ),
    ],
    ["certificate-not-yet-valid", core("certificate is not yet valid")],
    ["certificate-not-yet-valid", js("certificate is not yet valid")],
    ["certificate-not-yet-valid", rustls("certificate not valid yet: verification time 1 (UNIX)")],
    ["certificate-malformed", go("negative serial number")],
    ["certificate-malformed", go("certificate contains duplicate extension with OID 2.5.29.17")],
    ["unknown-ca", go("certificate signed by unknown authority")],
    ["unknown-ca", core("unable to get local issuer certificate")],
    ["unknown-ca", core("self signed certificate in certificate chain")],
    ["unknown-ca", js("unable to verify the first certificate")],
    ["unknown-ca", js("self-signed certificate in certificate chain")],
    ["unknown-ca", rustls("UnknownIssuer")],
    ["unknown-ca", "unable to find valid certification path to requested target"],
    ["hostname-mismatch", go("certificate is valid for other.example, not localhost")],
    [
      "hostname-mismatch",
      "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    ],
    [
      "hostname-mismatch",
      js(
        "[ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:other.example",
      ),
    ],
    [
      "hostname-mismatch",
      rustls(
        'certificate not valid for name "localhost"; certificate is only valid for DnsName("other.example")',
      ),
    ],
    ["hostname-mismatch", "No subject alternative DNS name matching localhost found"],
    ["no-subject-alt-name", go("certificate relies on legacy Common Name field, use SANs instead")],
    [
      "hostname-mismatch",
      go("cannot validate certificate for 10.0.0.7 because it doesn't contain any IP SANs"),
    ],
    ["wrong-extended-key-usage", go("certificate specifies an incompatible key usage")],
    ["wrong-extended-key-usage", core("unsupported certificate purpose")],
    ["wrong-extended-key-usage", js("unsuitable certificate purpose")],
    [
      "wrong-extended-key-usage",
      rustls(
        "certificate does not allow extended key usage for server authentication, allows clientAuth",
      ),
    ],
    [
      "wrong-extended-key-usage",
      "Extended key usage does not permit use for TLS server authentication",
    ],
    ["ca-used-as-end-entity", rustls("Other(OtherError(CaUsedAsEndEntity))")],
  ] as const)("%s: %s", ([code, text]) => {
    expect(codes(text)).toEqual([code]);
  });
});

describe("a side's words about itself, and about ALPN", () => {
  test.for([
    ["key-too-weak", "error:0A00018F:SSL routines::ee key too small"],
    ["key-not-loadable", "tls: failed to parse private key"],
    ["key-not-loadable", "UNAVAILABLE: Failed to create security handshaker."],
    ["key-not-loadable", "File does not contain valid private key: key.pem"],
    [
      "key-not-loadable",
      "transport error <- unexpected error: failed to parse private key as RSA, ECDSA, or EdDSA",
    ],
    [
      "alpn-not-negotiated",
      "credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67",
    ],
    ["alpn-not-negotiated", "UNKNOWN: Cannot check peer: missing selected ALPN property."],
    ["alpn-not-negotiated", "HTTP/2 was not negotiated."],
    ["alpn-not-negotiated", "Failed ALPN negotiation: Unable to find compatible protocol"],
    [
      "cookie-mismatch",
      "This binary is a plugin. These are not meant to be executed directly.\nPlease execute the program that consumes these plugins",
    ],
    ["message-too-large", "grpc: received message larger than max (4194305 vs. 4194304)"],
    ["message-too-large", "Received message larger than max (4194305 vs 4194304)"],
  ] as const)("%s: %s", ([code, text]) => {
    expect(codes(text)).toEqual([code]);
  });
});

describe("names no cause", () => {
  test.for([
    ["", "nothing was said"],
    ["remote error: tls: bad certificate", "an alert received is the other side's word"],
    ["remote error: tls: expired certificate", "an alert received"],
    ["remote error: tls: unknown certificate authority", "an alert received"],
    ["received fatal alert: CertificateExpired", "an alert received"],
    ["received fatal alert: UnknownCA", "an alert received"],
    [
      "error:10000415:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_EXPIRED",
      "an alert received",
    ],
    ["error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA", "an alert received"],
    [
      "error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired:SSL alert number 45",
      "an alert received",
    ],
    [
      "error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:SSL alert number 48",
      "an alert received",
    ],
    ["context deadline exceeded", "a wrapper"],
    ["Deadline Exceeded", "a wrapper"],
    ["connection closed before server preface received", "a wrapper"],
    ["failed to connect to all addresses; last error: UNAVAILABLE: Socket closed", "a wrapper"],
    ["No connection established. Last error: Failed to connect. Resolution note: ", "a wrapper"],
    ["error reading server preface: EOF", "a close"],
    ["Bandwidth exhausted or memory limit exceeded", "GOAWAY's ENHANCE_YOUR_CALM in grpc-js"],
    ["Received message larger than max (1752460652 vs 4194304)", "0x68746d6c is html"],
  ] as const)("%s (%s)", ([text]) => {
    expect(codes(text)).toEqual([]);
  });
});

test("each cause once, with the words around it", () => {
  const text = `${"x".repeat(200)} certificate has expired ${"y".repeat(200)}`;
  expect(saidIn(["self-signed certificate", text, js("certificate has expired")])).toEqual([
    { code: "unknown-ca", text: "self-signed certificate" },
    {
      code: "certificate-expired",
      text: `…${"x".repeat(119)} certificate has expired ${"y".repeat(119)}`,
    },
  ]);
});

test("a certificate that is outside its validity may be expired or not valid yet", () => {
  expect(codes("validity check failed")).toEqual([
    "certificate-expired",
    "certificate-not-yet-valid",
  ]);
});
