import { X509Certificate } from "node:crypto";
import type { BehaviourResult } from "../../domain/behaviour.ts";
import type { Capture } from "../../domain/capture.ts";
import type {
  CellEvidence,
  Configured,
  ProcessEvidence,
  TlsTrial,
  Upstream,
} from "../../domain/evidence.ts";
import { logLimitCharacters, type OutsideText } from "../../domain/outside-text.ts";
import type { Observed } from "../../domain/prove.ts";
import type { CertificateFacts, TlsFacts } from "../../domain/wire-facts.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { joinedKeyLogs, type KeyLog } from "../../wire/key-log.ts";
import type { Depth } from "../../wire/read-connection.ts";
import { connectionEvidence } from "../evidence/connection-evidence.ts";
import { parseHandshakeLine } from "../observe/handshake-line.ts";
import type { KeyLogFile } from "../observe/key-log-file.ts";
import type { TappedConnection } from "../observe/tap.ts";
import type { PluginEnd } from "../supervise/plugin-registry.ts";
import type { Ended } from "../supervise/start.ts";

/** A certificate that somebody reported: base64 DER; null, or what is none, gives null. */
export const certificateFrom = (base64: string | null): CertificateFacts | null => {
  if (base64 === null) return null;
  return certificateFacts(Buffer.from(base64, "base64"));
};

export const processEvidence = (
  stderr: OutsideText,
  end: Ended | PluginEnd | null,
  shared: boolean,
): ProcessEvidence => ({
  shared,
  exit: end?.kind === "exited" ? end.exit : null,
  notStarted: notStarted(end),
  endedBecause: end?.kind === "exited" ? end.reason : null,
  stderr: stderr.clean(logLimitCharacters, "end"),
});

const notStarted = (end: Ended | PluginEnd | null): ProcessEvidence["notStarted"] => {
  switch (end?.kind) {
    case "not-started":
      return { reason: end.error };
    default:
      return null;
  }
};

export type Collected = Readonly<{
  depth: Depth;
  /** When the cell began, of `performance.now()`. */
  begun: number;
  connections: readonly TappedConnection[];
  /** What was read of TLS before, which is enough for the depth "handshake". */
  tlsRead: ReadonlyMap<TappedConnection, TlsFacts>;
  keyLogs: readonly KeyLogFile[];
  client: ProcessEvidence;
  server: ProcessEvidence;
  handshakeLine: OutsideText | null;
  /** PEM of PLUGIN_CLIENT_CERT. */
  clientCertificate: OutsideText | null;
  configured: Configured;
  trials: readonly TlsTrial[];
  report: Observed | null;
  /** What stands between client and server, and its connections to the server; null for nothing. */
  upstream: CollectedUpstream | null;
  /** What the cell's behaviour showed; null where it has none, or was not tried. */
  behaviour?: BehaviourResult | null;
}>;

export type CollectedUpstream = Readonly<
  Pick<Upstream, "route" | "tls" | "process"> & { connections: readonly TappedConnection[] }
>;

export const cellEvidence = (collected: Collected): CellEvidence => {
  const { handshakeLine, clientCertificate, configured } = collected;
  const line = handshakeLine === null ? undefined : parseHandshakeLine(handshakeLine.raw);
  const secrets = joinedKeyLogs(collected.keyLogs);
  const facts = (der: Uint8Array | null | undefined) => (der ? certificateFacts(der) : null);
  const serverCertificateInLine = facts(line?.certificate);
  const clientCertificateInEnvironment = facts(pemToDer(clientCertificate));
  const read = (connection: TappedConnection) =>
    connectionEvidence(connection, collected.begun, secrets, collected.depth, {
      tlsRead: collected.tlsRead.get(connection),
    });
  return {
    connections: collected.connections.map(read),
    upstream: collected.upstream && {
      ...collected.upstream,
      connections: collected.upstream.connections.map(read),
    },
    client: collected.client,
    server: collected.server,
    handshakeLine: handshakeLine?.shown(logLimitCharacters) ?? null,
    // What is tried has announced itself as it should.
    announcementFault: null,
    serverCertificateInLine,
    clientCertificateInEnvironment,
    configured,
    trials: collected.trials,
    verification: null,
    report: collected.report,
    ...(collected.behaviour && { behaviour: collected.behaviour }),
  };
};

/** The connections' bytes, with the secrets of these connections and no others. */
export const captureOf = (
  connections: readonly TappedConnection[],
  evidence: CellEvidence,
  keyLogs: readonly KeyLog[],
): Capture => {
  const epoch = (at: number) => performance.timeOrigin + at;
  const log = joinedKeyLogs(keyLogs);
  const seen = [...evidence.connections, ...(evidence.upstream?.connections ?? [])];
  const randoms = seen.flatMap(({ wire }) => wire.tls?.clientHello?.random ?? []);
  const lines = randoms.flatMap((random) =>
    [...(log.get(random) ?? [])].map(
      ([label, secret]) => `${label} ${random} ${Buffer.from(secret).toString("hex")}\n`,
    ),
  );
  return {
    secrets: lines.length > 0 ? lines.join("") : null,
    connections: connections.map(
      ({ clientAddress, serverAddress, openedAt, closes, ...sides }) => ({
        clientAddress,
        serverAddress,
        openedAt: epoch(openedAt),
        chunks: (["client", "server"] as const)
          .flatMap((from) => sides[from].chunks.map(({ at, bytes }) => ({ from, at, bytes })))
          .sort((a, b) => a.at - b.at)
          .map((chunk) => ({ ...chunk, at: epoch(chunk.at) })),
        closes: closes.map((close) => ({ ...close, at: epoch(close.at) })),
      }),
    ),
  };
};

const pemToDer = (pem: OutsideText | null): Uint8Array | null => {
  if (pem === null) return null;
  try {
    return new X509Certificate(pem.raw).raw;
  } catch {
    return null;
  }
};
