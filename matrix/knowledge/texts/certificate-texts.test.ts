import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import { rootReading } from "../../diagnose/root-reading.ts";
import type { Fact } from "../../domain/fact.ts";

const nce = "No connection established. Last error: ";
const core = "SSL routines:OPENSSL_internal:";
const received = (alert: string): Fact => ({ fact: "alert-received", alert });
const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const expired: Fact = { fact: "certificate-expired" };
const wrongEku: Fact = { fact: "wrong-eku" };
const closeWrapper: Fact = { fact: "wrapper", of: "close", status: null };
const certificateRequired: Fact = { fact: "client-certificate-required" };

/** Texts measured with grpc-go 1.85.0, grpcio 1.85.1, grpc-js 1.14.7, tonic 0.14.9, grpc-java 1.85.1. */
test.for<readonly [string, Fact]>([
  // Certificates.
  [
    "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2026-11-20T10:00:00Z",
    expired,
  ],
  [`error:1000007d:${core}CERTIFICATE_VERIFY_FAILED: certificate has expired`, expired],
  [`${nce}Error: certificate has expired`, expired],
  [
    "invalid peer certificate: certificate expired: verification time 1795000000 (UNIX), but certificate is not valid after 1700000000 (95000000 seconds ago)",
    expired,
  ],
  [
    "java.security.cert.CertificateExpiredException: NotAfter: Sun Jan 01 00:00:00 UTC 2023",
    expired,
  ],
  [
    "x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is before 2027-11-20T10:00:00Z",
    { fact: "certificate-not-yet-valid" },
  ],
  [
    `${core}CERTIFICATE_VERIFY_FAILED: certificate is not yet valid`,
    { fact: "certificate-not-yet-valid" },
  ],
  [
    "invalid peer certificate: certificate not valid yet: verification time 1 (UNIX), but x",
    { fact: "certificate-not-yet-valid" },
  ],
  ["validity check failed", { fact: "certificate-outside-validity" }],
  ["tls: failed to verify certificate: x509: certificate signed by unknown authority", authority],
  [`${core}CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate`, authority],
  [
    `${nce}Error: unable to verify the first certificate`,
    { fact: "unknown-authority", chain: "leaf-alone" },
  ],
  ["invalid peer certificate: UnknownIssuer", authority],
  ["Custom { kind: InvalidData, error: InvalidCertificate(UnknownIssuer) }", authority],
  ['InvalidCertificateData("invalid peer certificate: UnknownIssuer")', authority],
  ["unable to find valid certification path to requested target", authority],
  [
    `${core}CERTIFICATE_VERIFY_FAILED: self signed certificate in certificate chain`,
    { fact: "self-signed", which: "root-in-chain" },
  ],
  [
    'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "ca-p256")',
    { fact: "bad-certificate-signature" },
  ],
  [
    'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: x509: certificate signed by unknown authority (possibly because of \\"x509: ECDSA verification failure\\" while trying to verify candidate authority certificate \\"ca\\")"',
    { fact: "bad-certificate-signature" },
  ],
  ["invalid peer certificate: BadSignature", { fact: "bad-certificate-signature" }],
  [
    "x509: certificate is valid for other.example, not localhost",
    { fact: "hostname-mismatch", valid: "other.example", wanted: "localhost" },
  ],
  [
    "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    { fact: "hostname-mismatch", valid: null, wanted: null },
  ],
  [
    "[ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:other.example",
    { fact: "hostname-mismatch", wanted: "localhost", valid: "DNS:other.example" },
  ],
  [
    'invalid peer certificate: certificate not valid for name "localhost"; certificate is only valid for DnsName("other.example")',
    { fact: "hostname-mismatch", wanted: "localhost", valid: 'DnsName("other.example")' },
  ],
  [
    "No subject alternative DNS name matching localhost found",
    { fact: "hostname-mismatch", wanted: "localhost", valid: null },
  ],
  [
    "x509: certificate relies on legacy Common Name field, use SANs instead",
    { fact: "no-san", of: "name" },
  ],
  ["x509: certificate specifies an incompatible key usage", wrongEku],
  [`${core}CERTIFICATE_VERIFY_FAILED: unsupported certificate purpose`, wrongEku],
  ["unsuitable certificate purpose", wrongEku],
  [
    "invalid peer certificate: certificate does not allow extended key usage for server authentication, allows client authentication",
    wrongEku,
  ],
  ["Extended key usage does not permit use for TLS server authentication", wrongEku],
  [
    "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
    { fact: "ca-used-as-end-entity" },
  ],
  // Client certificates.
  [
    "error reading server preface: remote error: tls: certificate required",
    received("certificate_required"),
  ],
  [`error:1000045c:${core}TLSV1_ALERT_CERTIFICATE_REQUIRED`, received("certificate_required")],
  ["received fatal alert: CertificateRequired", received("certificate_required")],
  ["tls: client didn't provide a certificate", certificateRequired],
  ["peer sent no certificates", certificateRequired],
  [`error:100000c0:${core}PEER_DID_NOT_RETURN_A_CERTIFICATE`, certificateRequired],
  [
    "server onerror [Error: 40:error:0A0000C7:SSL routines:tls_process_client_certificate:peer did not return a certificate",
    certificateRequired,
  ],
  [
    "Client auth requested but no cert/sigscheme available",
    { fact: "client-certificate-withheld" },
  ],
  ["Unwrap failed (TSI_DATA_CORRUPTED)", closeWrapper],
  // Versions, in their formats over the years.
  ["remote error: tls: protocol version not supported", received("protocol_version")],
  [
    "error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../rec.c:1:SSL alert number 70",
    received("protocol_version"),
  ],
  [
    "tls: client offered only unsupported versions: [304]",
    { fact: "no-common-version", offered: "[304]" },
  ],
  [
    "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure",
    received("handshake_failure"),
  ],
  ["error:0A000410:SSL routines::sslv3 alert handshake failure", received("handshake_failure")],
  [
    "error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure",
    received("handshake_failure"),
  ],
  [`error:10000410:${core}SSLV3_ALERT_HANDSHAKE_FAILURE`, received("handshake_failure")],
  [
    "received fatal alert: the peer failed to negotiate an acceptable set of security parameters",
    received("handshake_failure"),
  ],
  [
    "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure",
    received("handshake_failure"),
  ],
])("%s", ([text, fact]) => {
  expect(rootReading(readText(text))?.fact).toEqual(fact);
});
