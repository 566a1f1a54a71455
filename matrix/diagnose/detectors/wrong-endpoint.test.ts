import { describe, expect, test } from "vitest";
import { call, connection, failedReport, report, stepReport } from "../../tooling/test/evidence.ts";
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
    ["No connection established: the session was reset", false],
    ["No connection established: errno ECONNX", false],
    ["No connection established: the session is closed", false],
    ["No connection established: got EOF", false],
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

describe("a client that gave up by itself may not have dialled yet", () => {
  const gaveUp = (elapsedMs: number, limitMs: number, status = "DEADLINE_EXCEEDED") =>
    symptoms(
      "dial",
      {
        connections: [],
        report: report({
          steps: [
            {
              ...stepReport("put", call(status, "Deadline Exceeded, waiting for name resolution")),
              elapsedMs,
            },
          ],
        }),
      },
      { outcome: { kind: "timed-out", phase: "dial", limitMs } },
    );

  test.for([
    ["after 20 ms of 2500", gaveUp(20, 2500), false],
    ["at once", gaveUp(0, 700), false],
    ["at its limit", gaveUp(2500, 2500), true],
    ["and says no deadline", gaveUp(20, 2500, "UNAVAILABLE"), true],
  ] as const)("%s", ([, of, decided]) => {
    const cause = found(code, of);
    expect(cause?.decided).toBe(decided);
    expect(cause?.doubt === null).toBe(decided);
  });
});
