/** Whose connection failed, where one process passes on what another said, or a platform wraps it. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const first = (text: string) => {
  const { tells, diagnosis } = explain([{ name: "-", text }]);
  const [cause] = diagnosis.causes;
  return [tells, cause?.code, cause?.side];
};

const untrusted =
  'connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"';

test("a gateway that names its upstream has to change something, not its caller", () => {
  expect(first(`Message: gateway: upstream kv.internal:8443: ${untrusted}`)).toEqual([
    "cause",
    "unknown-ca",
    "between",
  ]);
  expect(first(`Message: kv.internal:8443: ${untrusted}`)).toEqual([
    "cause",
    "unknown-ca",
    "client",
  ]);
});

test("a message that Android's log breaks over lines is one", () => {
  const label = "E/flutter ( 8621): ";
  const alert = `Unhandled Exception: gRPC Error (code: 14, codeName: UNAVAILABLE, message: Error connecting: HandshakeException: Handshake error in client (OS Error:\n\tSSLV3_ALERT_BAD_CERTIFICATE(tls_record.cc:587)), details: null)`;
  const logged = alert.replaceAll(/^/gm, label);
  expect(first(logged)).toEqual(first(alert));
  expect(first(logged)[2]).toBe("client");
});

test("a status that PHP prints as an object is a call's", () => {
  const status =
    "PHP Warning:  grpc call status: stdClass Object ( [metadata] => Array ( ) [code] => 14 [details] => DNS resolution failed for kv.internl:443: C-ares status is not ARES_SUCCESS qtype=AAAA name=kv.internl is_balancer=0: Domain name not found )";
  expect(first(status).slice(0, 2)).toEqual(["cause", "name-not-resolved"]);
});

test("Cloudflare says why it forbids a call where a status is 403", () => {
  const answer = (status: string, server = "server: cloudflare") =>
    explain([
      {
        name: "-",
        text: `ERROR:\n  Message: unexpected HTTP status code received from server: ${status}\nResponse headers received:\n${server}\n`,
      },
    ]).diagnosis.causes[0];
  expect(answer("403 (Forbidden)")?.remedy).toMatch(/^turn gRPC on for the zone/);
  const ray = "403 (Forbidden)\ncf-ray: 8f2b1c00aa11-FRA";
  expect(answer(ray, "server: nginx")?.remedy).toMatch(/^turn gRPC on for the zone/);
  expect(answer("403 (Forbidden)", "server: nginx")?.remedy).not.toMatch(/^turn gRPC on/);
  expect(answer("502 (Bad Gateway)")?.remedy).not.toMatch(/^turn gRPC on/);
});

test.for<readonly [string, string]>([
  [
    "ExpiredContext { time: UnixTime(1764000000), not_after: UnixTime(1763990000) }",
    "certificate-expired",
  ],
  [
    "NotValidYetContext { time: UnixTime(1), not_before: UnixTime(2) }",
    "certificate-not-yet-valid",
  ],
  ['NotValidForNameContext { expected: DnsName("kv"), presented: [] }', "hostname-mismatch"],
  [
    "InvalidPurposeContext { required: ExtendedKeyPurpose::ClientAuth, presented: [] }",
    "wrong-extended-key-usage",
  ],
  [
    "ExpiredRevocationListContext { time: UnixTime(2), next_update: UnixTime(1) }",
    "revocation-unknown",
  ],
])("rustls's error with its context: %s", ([error, code]) => {
  expect(
    first(`ConnectError(Custom { kind: InvalidData, error: InvalidCertificate(${error}) })`)[1],
  ).toBe(code);
});

test("a server of ASP.NET Core to which somebody opens a connection and leaves", () => {
  const visit =
    "dbug: Microsoft.AspNetCore.Server.Kestrel.Https.Internal.HttpsConnectionMiddleware[1]\n      Failed to authenticate HTTPS connection.\n      System.IO.IOException: Received an unexpected EOF or 0 bytes from the transport stream.\n";
  const served =
    "info: Microsoft.AspNetCore.Hosting.Diagnostics[2]\n      Request finished HTTP/2 POST https://kv:5001/kv.KV/Get application/grpc - - - 200 - application/grpc 3.11ms\n";
  expect(first(visit + served)[0]).toBe("healthy");
});
