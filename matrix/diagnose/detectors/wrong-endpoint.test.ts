import { describe, expect, test } from "vitest";
import { connection, failedReport, report } from "../../tooling/test/evidence.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const code = "wrong-endpoint";
const never = (message: string) =>
  symptoms("dial", { connections: [], report: failedReport("UNAVAILABLE", message) });

describe("no connection was seen", () => {
  test.for([
    ["No connection established", true],
    ["context deadline exceeded", true],
    ["dial tcp 10.0.0.7:443: connect: connection refused", true],
    ["dial tcp 10.0.0.7:443: i/o timeout", true],
    ["dial tcp: lookup kv on 127.0.0.11:53: no such host", true],
    ["address http://x:1: too many colons in address", true],
    ["bind: permission denied", true],
    // No text that is known: it may have been a connection, or what was before it.
    ["a key of no type that is known", false],
    ["the session was reset", false],
    ["errno: ECONNX", false],
    ["the session is closed", false],
    ["got EOF", false],
    // What follows a connection was not seen here: it may have been too short.
    // Of the right address.
    ["connect ENETUNREACH 127.0.0.1:40651 - Local (0.0.0.0:0)", false],
    ["read ECONNRESET", false],
    ["Socket closed", false],
    ["CERTIFICATE_VERIFY_FAILED: certificate has expired", false],
    ["tls: first record does not look like a TLS handshake", false],
    ["remote error: tls: certificate required", false],
    ["Received HTTP status code 404", false],
  ] as const)("and the client says: %s", ([message, decided]) => {
    expect(found(code, never(message))).toMatchObject({ side: "client", decided });
  });
});

test.for([
  ["one was seen", { connections: [connection()], report: failedReport("UNAVAILABLE", "x") }],
  ["the client was never asked", { connections: [], report: report({ steps: [] }) }],
] as const)("silent: %s", ([, evidence]) => {
  expect(found(code, symptoms("dial", evidence))).toBeUndefined();
});
