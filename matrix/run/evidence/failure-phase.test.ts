import { expect, test } from "vitest";
import type { CellEvidence, ConnectionEvidence } from "../../domain/evidence.ts";
import {
  alert,
  begunTls,
  call,
  cellEvidence,
  certificate,
  connection,
  exited,
  failedReport,
  finishedTls,
  http2Preface,
  pluginNotStarted,
  processEvidence,
  report,
  serverHello,
  silence,
  spoken,
  stepReport,
  tlsConnection,
  tlsRecords,
  unreachable,
} from "../../tooling/test/evidence.ts";
import { http2Facts, mute } from "../../tooling/test/http2.ts";
import { failurePhase } from "./failure-phase.ts";

const lost = failedReport("UNAVAILABLE", "connection lost");
const request = { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities: [] };

const over = (
  tls: Parameters<typeof tlsConnection>[0],
  http2: ConnectionEvidence["wire"]["http2"] = null,
): Partial<CellEvidence> => {
  const { wire, ...rest } = tlsConnection(tls);
  return { connections: [{ ...rest, wire: { ...wire, http2 } }], report: lost };
};
const inTheClear = (...streams: Parameters<typeof spoken>): Partial<CellEvidence> => ({
  connections: [connection({ wire: spoken(...streams) })],
  report: lost,
});
const plugin = (server: Parameters<typeof processEvidence>[0], line: string | null = null) => ({
  connections: [],
  report: pluginNotStarted("timeout while waiting for plugin to start"),
  server: processEvidence({ shared: false, ...server }),
  handshakeLine: line,
});

test.for([
  ["spawn", "the plugin's command cannot be run", plugin({ notStarted: { reason: "ENOENT" } })],
  ["spawn", "the plugin ended without a line", plugin({ exit: exited({ code: 1 }) })],
  [
    "handshake-line",
    "the plugin had to be killed without a line",
    plugin({ exit: exited({ code: null, signal: "SIGKILL" }) }),
  ],
  ["handshake-line", "the plugin still runs without a line", plugin({})],
  ["handshake-line", "the line was refused", plugin({ exit: exited({ code: 1 }) }, "hello")],

  [
    "spawn",
    "a host that reports nothing started a plugin that ended without a line",
    { ...plugin({ exit: exited({ code: 1 }) }), report: null },
  ],
  [
    "handshake-line",
    "a host that reports nothing dialled nobody after the line",
    { ...plugin({ exit: exited({ code: 0 }) }, "1|1|tcp|127.0.0.1:1|grpc|"), report: null },
  ],
  ["dial", "a client that reports nothing never connected", { connections: [], report: null }],
  ["dial", "nobody ever connected", { connections: [], report: lost }],
  ["dial", "nobody listens", { connections: [unreachable("ECONNREFUSED")], report: lost }],
  [
    "dial",
    "a connection on which nobody said anything",
    {
      connections: [
        connection({ bytes: { client: 0, server: 0 }, wire: spoken(silence, silence) }),
      ],
      report: lost,
    },
  ],

  ["tls", "a ClientHello without an answer", over(begunTls())],
  [
    "tls",
    "an alert in place of a ServerHello",
    over(begunTls({ alerts: [alert("server", 40, "handshake_failure")] })),
  ],
  [
    "tls",
    "only one side finished",
    over(finishedTls({ finished: { client: false, server: true } })),
  ],
  [
    "tls",
    "a refusal after both finished, as TLS 1.3 servers refuse client certificates",
    over(finishedTls({ alerts: [alert("server", 48, "unknown_ca")] })),
  ],
  [
    "tls",
    "the certificate that the server wanted was not sent, and it closed without an alert",
    over(finishedTls({ certificateRequest: request, clientCertificate: { chain: [] } })),
  ],
  [
    "tls",
    "a client certificate was sent, and nobody spoke HTTP/2 then",
    over(
      finishedTls({
        certificateRequest: request,
        clientCertificate: { chain: [certificate("p256")] },
      }),
    ),
  ],
  [
    "tls",
    "TLS answered with plaintext",
    {
      connections: [connection({ wire: { ...spoken(tlsRecords, http2Preface), tls: begunTls() } })],
      report: lost,
    },
  ],

  [
    "alpn",
    "the server shares no protocol",
    over(
      begunTls({
        serverHello: serverHello(),
        alerts: [alert("server", 120, "no_application_protocol")],
      }),
    ),
  ],
  ["alpn", "a handshake without a protocol", over(finishedTls({ alpn: null }))],

  [
    "http2",
    "an HTTP/1 answer",
    inTheClear(http2Preface, { protocol: "http1", bytes: "48545450" }, "HTTP/1.1 400"),
  ],
  ["http2", "a handshake after which nobody saw HTTP/2", over(finishedTls())],
  [
    "http2",
    "a preface behind TLS without an answer",
    over(finishedTls(), http2Facts({ server: mute })),
  ],
  ["http2", "a preface without an answer", inTheClear(http2Preface, silence)],

  [
    "rpc",
    "the call failed on a sound connection in the clear",
    inTheClear(http2Preface, http2Preface),
  ],
  ["rpc", "the call failed on a sound TLS connection", over(finishedTls(), http2Facts())],
  [
    "rpc",
    "a mutual handshake was sound",
    over(
      finishedTls({
        certificateRequest: request,
        clientCertificate: { chain: [certificate("p256")] },
      }),
      http2Facts(),
    ),
  ],
  [
    "rpc",
    "calls succeeded before the connection was lost",
    {
      report: report({
        steps: [stepReport("put", call("OK")), stepReport("get", call("UNAVAILABLE"))],
      }),
    },
  ],
  [
    "proof",
    "every call was answered",
    { report: report({ steps: [stepReport("put", call("OK"))] }) },
  ],
  [
    "proof",
    "an answer with another status",
    {
      report: report({
        steps: [stepReport("put", call("OK")), stepReport("get", call("INVALID_ARGUMENT"))],
      }),
    },
  ],
] as const)("%s: %s", ([phase, , evidence]) => {
  expect(failurePhase(cellEvidence(evidence))).toBe(phase);
});

test("an attempt to connect that failed does not hide the connection that was made", () => {
  const connections = [tlsConnection(begunTls()), unreachable("ECONNREFUSED")];
  expect(failurePhase(cellEvidence({ connections, report: lost }))).toBe("tls");
});
