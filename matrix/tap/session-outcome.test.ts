import { expect, test } from "vitest";
import type { CellEvidence } from "../domain/evidence.ts";
import { headline } from "../domain/outcome.ts";
import {
  begunTls,
  cellEvidence,
  certificate,
  configured,
  connection,
  exited,
  finishedTls,
  http2Preface,
  processEvidence,
  spoken,
  tlsConnection,
  unreachable,
} from "../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../tooling/test/http2.ts";
import { type Session, seenMode, sessionOutcome } from "./session-outcome.ts";

const line = "1|1|tcp|127.0.0.1:1|grpc|";
const healthy = connection();
const refused = unreachable("connect ECONNREFUSED 127.0.0.1:1");
const alone = { client: null, server: null, report: null } as const;

const session = (evidence: Partial<CellEvidence>, over: Partial<Session> = {}): Session => ({
  evidence: cellEvidence({ report: null, ...evidence }),
  atMs: 100,
  endedBy: null,
  ...over,
});

/** A plugin that has ended by itself. */
const dead = (code: number | null, signal: string | null = null) => ({
  server: processEvidence({ exit: exited({ code, signal }) }),
});

/** A client that resets the stream of a reply of 6 MiB, and goes on. */
const tooLarge = connection({
  wire: {
    ...spoken(http2Preface, http2Preface),
    http2: http2Facts({
      client: http2Side({
        headers: [headerBlock({ method: "POST", path: "/kv.KV/Get" })],
        resets: [{ stream: 1, code: "CANCEL" }],
      }),
      server: http2Side({
        headers: [headerBlock({ status: "200", contentType: "application/grpc" })],
      }),
      grpc: {
        requests: [],
        replies: [halfStream({ messages: [{ flag: 0, length: 6_291_456, received: 9000 }] })],
        settings: noSettings,
      },
    }),
  },
});

/** A host that said which versions it takes, and not which protocols. */
const takes = (...versions: readonly string[]) =>
  configured({ host: { versions, protocols: null } });

const own = { clientCertificateInEnvironment: certificate("p521") } as const;

test.for([
  { name: "one that works", of: session({ ...alone, connections: [healthy] }), is: "healthy" },
  { name: "none yet", of: session({ ...alone, connections: [] }), is: "undecided" },
  {
    name: "one of two",
    of: session({ ...alone, connections: [refused, healthy] }),
    is: "failed at dial: connect ECONNREFUSED 127.0.0.1:1",
  },
  {
    name: "silence",
    of: session({ ...alone, connections: [tlsConnection(begunTls(), { closedMs: 2001 })] }),
    is: "no end to tls within 2000 ms",
  },
  {
    name: "a plugin that cannot be run",
    of: session({
      connections: [],
      server: processEvidence({ notStarted: { reason: "no such file" } }),
    }),
    is: "failed at spawn: no such file",
  },
  {
    name: "a plugin that ended early",
    of: session({ connections: [], ...dead(3) }, { endedBy: "itself" }),
    is: "failed at spawn: ended with exit code 3 before its first line",
  },
  {
    name: "a plugin whose host lost patience",
    of: session({ connections: [], ...dead(null, "SIGTERM") }, { endedBy: "host", atMs: 900 }),
    is: "no end to handshake-line within 900 ms",
  },
  { name: "no line yet", of: session({ connections: [] }), is: "undecided" },
  {
    name: "no line for long",
    of: session({ connections: [] }, { atMs: 5000 }),
    is: "no end to handshake-line within 5000 ms",
  },
  {
    name: "another first line",
    of: session({ connections: [], handshakeLine: "starting" }),
    is: "failed at handshake-line: the first line is no handshake line",
  },
  {
    name: "a line without a certificate",
    of: session({ connections: [], handshakeLine: line, ...own }),
    is: "failed at tls: the line has no certificate",
  },
  { name: "no host yet", of: session({ connections: [], handshakeLine: line }), is: "undecided" },
  {
    name: "a host that never came",
    of: session({ connections: [], handshakeLine: line, ...dead(0) }, { endedBy: "itself" }),
    is: "failed at dial: the host read the plugin's line and did not connect to its address",
  },
  {
    name: "a host that killed the tap without connecting",
    of: session({ connections: [], handshakeLine: line }, { endedBy: "host" }),
    is: "failed at dial: the host read the plugin's line and did not connect to its address",
  },
  {
    name: "a host that killed the tap before a line",
    of: session({ connections: [] }, { endedBy: "host", atMs: 700 }),
    is: "no end to handshake-line within 700 ms",
  },
  {
    name: "a host that killed the tap before an answer",
    of: session(
      { connections: [tlsConnection(begunTls(), { closedMs: null })], handshakeLine: line },
      { endedBy: "host" },
    ),
    is: "failed at tls: the host ended the plugin before its answer",
  },
  {
    name: "a host that killed the tap and has not spoken on a connection",
    of: session(
      {
        connections: [healthy, connection({ bytes: { client: 0, server: 0 }, closedMs: null })],
        handshakeLine: line,
      },
      { endedBy: "host" },
    ),
    is: "healthy",
  },
  {
    name: "a version that the host does not take",
    of: session({ connections: [], handshakeLine: line, configured: takes("5", "6") }),
    is: "failed at handshake-line: the host does not take the first line",
  },
  {
    name: "a version that the host takes",
    of: session({ connections: [], handshakeLine: line, configured: takes("1", "6") }),
    is: "undecided",
  },
  {
    name: "a line with space around it",
    of: session({ connections: [], handshakeLine: `  ${line} ` }),
    is: "undecided",
  },
  {
    name: "a reply that its client finds too large",
    of: session({ connections: [tooLarge] }),
    is: "failed at rpc: the client reset stream 1 with CANCEL",
  },
  {
    name: "a plugin that was shut down",
    of: session({ handshakeLine: line, ...dead(0) }, { endedBy: "itself" }),
    is: "healthy",
  },
  {
    name: "a plugin that was ended",
    of: session({ handshakeLine: line, ...dead(null, "SIGTERM") }, { endedBy: "host" }),
    is: "healthy",
  },
  {
    name: "a plugin that crashed",
    of: session({ handshakeLine: line, ...dead(null, "SIGSEGV") }, { endedBy: "itself" }),
    is: "failed at rpc: the server ended with SIGSEGV",
  },
  {
    name: "auto-mTLS in the clear",
    of: session({
      handshakeLine: line,
      serverCertificateInLine: certificate("p256"),
      connections: [connection({ wire: spoken(http2Preface, http2Preface) })],
      ...own,
    }),
    is: "failed at control: the host sent a certificate for auto-mTLS, and both sides spoke in the clear",
  },
])("sessionOutcome: $name", ({ of, is }) => {
  const outcome = sessionOutcome(of);
  expect(outcome.kind === "failed" ? headline(outcome.symptoms.outcome) : outcome.kind).toBe(is);
});

test("sessionOutcome: the symptoms are those of the last connection that failed", () => {
  const last = unreachable("connect ETIMEDOUT");
  const outcome = sessionOutcome(session({ connections: [healthy, refused, last, healthy] }));
  expect(outcome.kind === "failed" && outcome.symptoms.evidence.connections).toEqual([last]);
  expect(outcome.tally).toEqual({
    healthy: 2,
    unread: 0,
    failed: 2,
    stalled: 0,
    pending: 0,
    foreign: 0,
    unused: 0,
  });
});

const request = { signatureSchemes: [], authorities: [] };

test.for([
  { name: "in the clear", evidence: { connections: [connection()] }, mode: "none" },
  { name: "TLS", evidence: { connections: [tlsConnection(finishedTls())] }, mode: "tls" },
  {
    name: "a CertificateRequest",
    evidence: { connections: [tlsConnection(finishedTls({ certificateRequest: request }))] },
    mode: "mtls",
  },
  { name: "PLUGIN_CLIENT_CERT", evidence: { connections: [], ...own }, mode: "auto-mtls" },
])("seenMode: $name", ({ evidence, mode }) => {
  expect(seenMode(cellEvidence(evidence))).toBe(mode);
});
