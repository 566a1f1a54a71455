import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";

const codesOf = (text: string) =>
  explain([{ name: "-", text }]).diagnosis.causes.map((one) => one.code);
const isDecided = (text: string) => explain([{ name: "-", text }]).diagnosis.determinable;

/** Texts that public reports found several causes behind: each must be ranked, none decided. */
describe("same text, different cause", () => {
  test.for<readonly [string, readonly string[]]>([
    [
      "context deadline exceeded",
      ["hostname-mismatch", "unknown-ca", "wrong-endpoint", "client-certificate-missing"],
    ],
    [
      'Failed to dial target host "localhost:50051": context deadline exceeded',
      ["hostname-mismatch", "unknown-ca", "wrong-endpoint"],
    ],
    ["connection closed before server preface received", ["certificate-expired", "peer-not-http2"]],
    [
      "credentials: cannot check peer: missing selected ALPN property",
      ["alpn-not-negotiated", "tls-interception", "wrong-endpoint"],
    ],
    [
      "SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED",
      ["unknown-ca", "tls-interception", "client-certificate-untrusted", "certificate-expired"],
    ],
    [
      "h2 protocol error: http2 error: frame with invalid size",
      ["plaintext-client-to-tls-port", "alpn-not-negotiated"],
    ],
    ["rpc error: code = Unavailable desc = transport is closing", ["peer-not-http2", "idle-drop"]],
    ["remote error: tls: bad certificate", ["wrong-extended-key-usage", "hostname-mismatch"]],
    [
      "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
      ["peer-not-http2", "wrong-endpoint"],
    ],
  ])("%s", ([text, causes]) => {
    expect(isDecided(text)).toBe(false);
    expect(codesOf(text)).toEqual(expect.arrayContaining([...causes]));
  });

  test("a missing file on exec is a missing interpreter as well, and both are one cause", () => {
    expect(codesOf("fork/exec /bin/kv: no such file or directory")).toEqual([
      "command-not-runnable",
    ]);
  });
});

/** The words of one text mean another thing in the client's, the server's and the proxy's log. */
test.for<readonly ["client" | "server" | "between", string, string, boolean]>([
  [
    "client",
    "error:0A00010B:SSL routines::wrong version number",
    "tls-client-to-plaintext-port",
    true,
  ],
  [
    "server",
    "error:0A00010B:SSL routines::wrong version number",
    "plaintext-client-to-tls-port",
    true,
  ],
  [
    "between",
    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream",
    "upstream-protocol-mismatch",
    true,
  ],
  [
    "between",
    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking, client: 10.0.0.1, server: 0.0.0.0:443",
    "plaintext-client-to-tls-port",
    true,
  ],
  ["client", "CERTIFICATE_VERIFY_FAILED", "unknown-ca", false],
  ["server", "CERTIFICATE_VERIFY_FAILED", "client-certificate-untrusted", false],
  ["client", "x509: certificate signed by unknown authority", "unknown-ca", false],
  ["server", "x509: certificate signed by unknown authority", "client-certificate-untrusted", true],
  ["client", "tlsv1 alert unknown ca:SSL alert number 48", "client-certificate-untrusted", true],
  ["server", "tlsv1 alert unknown ca:SSL alert number 48", "unknown-ca", false],
  ["client", "remote error: tls: bad certificate", "client-certificate-untrusted", false],
  ["server", "remote error: tls: bad certificate", "unknown-ca", false],
])("%s: %s", ([role, text, code, decided]) => {
  const { diagnosis } = explain([{ name: "-", text, printer: { role } }]);
  expect([diagnosis.causes[0]?.code, diagnosis.determinable]).toEqual([code, decided]);
});

/** Without a printer the direction stays open. */
test("wrong version number by nobody known names both directions", () => {
  expect(codesOf("SSL routines::wrong version number")).toEqual([
    "tls-client-to-plaintext-port",
    "plaintext-client-to-tls-port",
  ]);
});

describe("both sides in one paste", () => {
  test("the server's word for a client's bad certificate", () => {
    const text = `client-1  | rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: remote error: tls: bad certificate"
server-1  | http: TLS handshake error from 172.18.0.3:40312: tls: failed to verify certificate: x509: certificate specifies an incompatible key usage`;
    const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
    expect(determinable).toBe(true);
    expect(causes.map(({ code, side }) => [code, side])).toEqual([
      ["wrong-extended-key-usage", "client"],
    ]);
    expect(causes[0]?.matched.map(({ by, at }) => [by, at?.line])).toEqual([
      ["server", 2],
      ["client", 1],
    ]);
  });

  test("a client that was closed on, and a server that missed a certificate", () => {
    const sources = [
      {
        name: "client.log",
        text: "error reading server preface: EOF",
        printer: { role: "client" },
      },
      {
        name: "server.log",
        text: "tls: client didn't provide a certificate",
        printer: { role: "server" },
      },
    ] as const;
    const { causes, nextCheck } = explain(sources).diagnosis;
    expect(causes.map(({ code }) => code)).toEqual([
      "client-certificate-missing",
      "client-certificate-withheld",
    ]);
    expect(nextCheck).toContain("CertificateRequest");
  });

  test("two faults are both listed", () => {
    const text = `[client] Error: Error: x509: certificate relies on legacy Common Name field, use SANs instead
[client] Error: dial tcp: lookup kv.internal on 10.0.0.2:53: no such host`;
    expect(codesOf(text)).toEqual(["no-subject-alt-name", "name-not-resolved"]);
    expect(isDecided(text)).toBe(true);
  });
});
