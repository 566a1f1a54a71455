import { expect, test } from "vitest";
import type { Cause } from "../domain/cause.ts";
import type { CellEvidence, ConnectionEvidence, Upstream } from "../domain/evidence.ts";
import type { Phase } from "../domain/phase.ts";
import {
  alert,
  begunTls,
  cellEvidence,
  certificate,
  clientHello,
  configured,
  connection,
  failedReport,
  finishedTls,
  http2Preface,
  processEvidence,
  silence,
  spoken,
  tlsConnection,
} from "../tooling/test/evidence.ts";
import { http2Facts, mute } from "../tooling/test/http2.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";
import { beforeIntermediary, behindIntermediary, expectsHttp1 } from "./intermediary.ts";

const lost = failedReport("UNAVAILABLE", "connection lost");

const upstream = (
  connections: readonly ConnectionEvidence[],
  over: Partial<Upstream> = {},
): Upstream => ({
  route: "a proxy (1.2.3)",
  tls: "terminate",
  connections,
  process: processEvidence({ shared: false }),
  ...over,
});

const first = (phase: Phase, evidence: Partial<CellEvidence>, mode: "tls" | "mtls" = "tls") => {
  const { causes } = diagnose({
    mode,
    endpoint: null,
    outcome: { kind: "failed", phase, reason: "put: expected OK, got UNAVAILABLE" },
    evidence: cellEvidence({ report: lost, ...evidence }),
    steps: [],
    controls: [],
    labelDifferences: [],
  });
  const [{ code, side, decided, sentence, matched } = { matched: [] }] = causes;
  return {
    code,
    side,
    decided,
    sentence,
    matched: matched.map(({ by, text }) => `${by}: ${text}`),
  };
};

const over = (
  tls: Parameters<typeof tlsConnection>[0],
  http2: ConnectionEvidence["wire"]["http2"] = null,
): ConnectionEvidence => {
  const { wire, ...rest } = tlsConnection(tls);
  return { ...rest, wire: { ...wire, http2 } };
};

const noAlpn = over(finishedTls({ alpn: null }));
const quiet = connection({ bytes: { client: 0, server: 0 }, wire: spoken(silence, silence) });
const http1 = connection({
  wire: spoken({ protocol: "http1", bytes: "504f5354202f" }, silence),
});

test("what ends TLS without ALPN is to blame, not the server behind it", () => {
  expect(first("alpn", { connections: [noAlpn], upstream: upstream([quiet]) })).toEqual({
    code: "alpn-not-negotiated",
    side: "between",
    decided: true,
    sentence:
      "The intermediary answered without choosing a protocol by ALPN, and the client insists on h2.",
    matched: [
      "wire: ClientHello application_layer_protocol_negotiation: h2",
      "wire: the intermediary chose none",
      "orchestrator: a proxy (1.2.3) answered the client itself and sent the server nothing",
    ],
  });
});

test.for([
  ["nothing between", null],
  ["TLS handed on", upstream([noAlpn], { tls: "passthrough" })],
] as const)("%s: it is the server", ([, between]) => {
  expect(first("alpn", { connections: [noAlpn], upstream: between })).toMatchObject({
    code: "alpn-not-negotiated",
    side: "server",
    sentence:
      "The server answered without choosing a protocol by ALPN, and the client insists on h2.",
  });
});

test("HTTP/1 to the server lies deeper than what the client is answered for it", () => {
  const answered = over(finishedTls(), http2Facts());
  const log = "GET / 200\n[error] upstream sent no valid header\nanother line\n";
  const between = upstream([http1], { process: processEvidence({ stderr: log }) });
  expect(first("rpc", { connections: [answered], upstream: between })).toEqual({
    code: "peer-speaks-http1",
    side: "between",
    decided: true,
    sentence: "The intermediary speaks HTTP/1, and gRPC is HTTP/2.",
    matched: [
      "wire: the intermediary sent: a request line",
      "orchestrator: a proxy (1.2.3) answered the client itself and made a connection of its own to the server",
      "between: [error] upstream sent no valid header",
    ],
  });
});

test.for(["tls", "alpn", "http2", "rpc"] as const)(
  "an intermediary that gives up before its request, which the client meets at %s",
  (phase) => {
    const spoke = connection({
      bytes: { client: 0, server: 15 },
      wire: spoken(silence, { protocol: "http2", bytes: "000006040000" }),
    });
    const stderr = "upstream sent no valid HTTP/1.0 header";
    const between = upstream([spoke], { process: processEvidence({ stderr }) });
    const of = symptoms(phase, { upstream: between });
    expect(expectsHttp1(of)?.code).toBe("peer-speaks-http1");
  },
);

test.for([
  [
    "that the server's SETTINGS are no answer",
    "upstream sent no valid HTTP/1.0 header",
    "peer-speaks-http1",
  ],
  ["nothing of it", "started", "http-status-from-intermediary"],
] as const)("an intermediary that gives up before its request, and logs %s", ([, stderr, code]) => {
  const spoke = connection({
    bytes: { client: 0, server: 15 },
    wire: spoken(silence, { protocol: "http2", bytes: "000006040000" }),
  });
  const between = upstream([spoke], { process: processEvidence({ stderr }) });
  const report = failedReport("UNKNOWN", "unexpected HTTP status code received from server: 502");
  const answered = tlsConnection(finishedTls());
  const evidence = { connections: [answered], upstream: between, report };
  expect(first("rpc", evidence)).toMatchObject({ code, side: "between", decided: true });
});

test("a server that wants a client certificate asks the intermediary in vain", () => {
  const refused = over(
    finishedTls({
      certificateRequest: { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities: [] },
      clientCertificate: { chain: [] },
      alerts: [alert("server", 116, "certificate_required")],
    }),
    http2Facts({ server: mute }),
  );
  const evidence = {
    connections: [over(finishedTls(), http2Facts())],
    // The client has one; it does not get through.
    configured: configured({ client: certificate("p256"), serverTrusts: [certificate("p256")] }),
    upstream: upstream([refused], { tls: "reencrypt" }),
  };
  expect(first("rpc", evidence, "mtls")).toMatchObject({
    code: "client-certificate-missing",
    side: "between",
    decided: true,
    sentence: "The server requires a client certificate and the intermediary has none configured.",
  });
});

test("a hello that the intermediary refuses is not the server's doing, though the server is well", () => {
  const refused = over(begunTls({ alerts: [alert("server", 120, "no_application_protocol")] }));
  const sound = connection({ wire: spoken(http2Preface, http2Preface) });
  for (const connections of [[], [quiet], [sound]]) {
    expect(
      first("alpn", { connections: [refused], upstream: upstream(connections) }),
    ).toMatchObject({ code: "alpn-mismatch", side: "between", decided: true });
  }
});

test("a client that offers no ALPN is at fault, whoever it meets", () => {
  const silent = over(finishedTls({ clientHello: clientHello({ alpn: [] }), alpn: null }));
  const found = first("alpn", { connections: [silent], upstream: upstream([quiet]) });
  expect(found).toMatchObject({ code: "alpn-not-negotiated", side: "client" });
});

test("an intermediary that had nothing to hand on is not diagnosed as a silent client", () => {
  const evidence = { connections: [over(begunTls())], upstream: upstream([quiet]) };
  const { causes } = diagnose({
    mode: "tls",
    endpoint: null,
    outcome: { kind: "timed-out", phase: "tls", limitMs: 5000 },
    evidence: cellEvidence({ report: lost, ...evidence }),
    steps: [],
    controls: [],
    labelDifferences: [],
  });
  expect(causes.map(({ code, side }) => `${code} (${side})`)).toEqual(["handshake-stalled (null)"]);
});

const ofClient = (code: Cause["code"]): Cause => ({
  code,
  side: "client",
  decided: true,
  doubt: null,
  sentence: "The client did it.",
  matched: [],
  remedy: "change the client",
  clause: null,
});

const logged = (stderr: string) =>
  symptoms("rpc", { upstream: upstream([http1], { process: processEvidence({ stderr }) }) });

test.for([
  "2026/11/29 01:02:03 [error] 7#7: *1 no live upstreams while connecting to upstream",
  "2026/11/29 01:02:03 [alert] 7#7: worker process 8 exited on signal 11",
  "2026/11/29 01:02:03 [crit] 7#7: *1 SSL_write() while proxying connection",
  "127.0.0.1:4711 [29/Nov/2026:01:02:03.004] in/1: SSL handshake failure",
  "connect() to 127.0.0.1:40001: Connection refused",
  "upstream prematurely closed connection while reading response header from upstream",
  '127.0.0.1 - - [29/Nov/2026:01:02:03 +0000] "POST /proto.KV/Put HTTP/2.0" 502 157 "-"',
])("an intermediary's log is quoted where it speaks of a fault: %s", (line) => {
  const log = `started\n${line}\n2026/11/29 01:02:04 [notice] 1#1: signal process started\n`;
  expect(behindIntermediary(ofClient("silent-peer"), logged(log)).matched.at(-1)).toEqual({
    by: "between",
    text: line,
  });
});

test.for([
  ["peer-speaks-http1", "let the intermediary speak HTTP/2"],
  ["client-certificate-missing", "give the intermediary a client certificate"],
  ["silent-peer", "change the client"],
] as const)("what to change where the client of %s is an intermediary", ([code, begins]) => {
  const { side, remedy } = behindIntermediary(ofClient(code), logged(""));
  expect(side).toBe("between");
  expect(remedy?.startsWith(begins), remedy ?? "none").toBe(true);
});

test.for([
  ["connection-refused", "between"],
  ["no-common-version", "between"],
  ["alpn-mismatch", "between"],
  ["peer-not-http2", "between"],
  ["service-unimplemented", "server"],
] as const)("who ends TLS is answerable for %s: %s", ([code, side]) => {
  const cause = { ...ofClient(code), side: "server" } as const;
  expect(beforeIntermediary(cause, logged("")).side).toBe(side);
});
