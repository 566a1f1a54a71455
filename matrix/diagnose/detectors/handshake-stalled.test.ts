import { expect, test } from "vitest";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { alert, begunTls, finishedTls, tlsConnection } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import type { Symptoms } from "../rule.ts";

const code = "handshake-stalled";
const timedOut: Symptoms["outcome"] = { kind: "timed-out", phase: "tls", limitMs: 2500 };
const mute = { client: 500, server: 0 };

const stalled = (
  tls: TlsFacts,
  over: Partial<ConnectionEvidence> = {},
  outcome: Symptoms["outcome"] = timedOut,
) => symptoms("tls", { connections: [tlsConnection(tls, { bytes: mute, ...over })] }, { outcome });

test.for([
  ["the ClientHello was not answered", begunTls(), mute, "server", true],
  ["the ClientHello never came to its end", begunTls({ clientHello: null }), mute, "client", true],
  [
    "both sent something and then no more",
    finishedTls({ finished: { client: false, server: true } }),
    { client: 500, server: 900 },
    null,
    false,
  ],
] as const)("%s", ([, tls, bytes, side, decided]) => {
  expect(gist(found(code, stalled(tls, { bytes })))).toEqual({
    side,
    decided,
    quotes: [
      `wire: ${bytes.client} bytes of the client, ${bytes.server} of the server, within 2500 ms`,
    ],
  });
});

test("a client's own limit for a handshake ends it too, with another status than the deadline's", () => {
  const outcome = {
    kind: "failed",
    phase: "tls",
    reason: "put: expected OK, got UNAVAILABLE",
  } as const;
  expect(gist(found(code, stalled(begunTls(), {}, outcome)))).toEqual({
    side: "server",
    decided: true,
    quotes: ["wire: 500 bytes of the client, 0 of the server"],
  });
});

const endpoint = {
  address: "10.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

test.for([
  [4000, null, false],
  [19_999, null, false],
  [20_000, "server", true],
] as const)("a probe that waited %s ms for a byte", ([limitMs, side, decided]) => {
  const outcome = { kind: "timed-out", phase: "tls", limitMs } as const;
  const of = symptoms(
    "tls",
    { connections: [tlsConnection(begunTls(), { bytes: mute })] },
    { outcome, endpoint },
  );
  const cause = found(code, of);
  expect([cause?.side, cause?.decided]).toEqual([side, decided]);
});

test.for([
  ["the server left", begunTls(), { firstClose: { by: "server", how: "fin" } }],
  ["an alert was sent", begunTls({ alerts: [alert("server", 40, "handshake_failure")] }), {}],
  ["the handshake was finished", finishedTls(), { bytes: { client: 700, server: 900 } }],
] as const)("silent: %s", ([, tls, over]) => {
  expect(found(code, stalled(tls, over))).toBeUndefined();
});
