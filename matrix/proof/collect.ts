import { X509Certificate } from "node:crypto";
import type { CellEvidence, ProcessEvidence } from "../domain/evidence.ts";
import type { Observed } from "../domain/prove.ts";
import { redacted } from "../domain/redact.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { connectionEvidence } from "../evidence/connection-evidence.ts";
import { parseHandshakeLine } from "../observe/handshake-line.ts";
import type { KeyLogFile } from "../observe/key-log-file.ts";
import type { TappedConnection } from "../observe/tap.ts";
import type { PluginEnd } from "../supervise/plugin-desk.ts";
import type { Ended } from "../supervise/start.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import { joinedKeyLogs } from "../wire/key-log.ts";

/** A certificate that somebody reported: base64 DER; null, or what is none, gives null. */
export const certificateFrom = (base64: string | null): CertificateFacts | null => {
  if (base64 === null) return null;
  return certificateFacts(Buffer.from(base64, "base64"));
};

/** Longest text of one process in evidence: enough for a stack trace, small enough to read. */
const stderrLimitCharacters = 16_384;

export const processEvidence = (
  stderr: string,
  end: Ended | PluginEnd | null,
  shared: boolean,
): ProcessEvidence => {
  const text = redacted(stderr);
  const lost = text.length - stderrLimitCharacters;
  return {
    shared,
    exit: end?.kind === "exited" ? end.exit : null,
    notStarted:
      end?.kind === "not-started"
        ? end.error
        : end?.kind === "never-launched"
          ? "the client never started the server"
          : null,
    endedBecause: end?.kind === "exited" ? end.reason : null,
    stderr: lost > 0 ? `[${lost} characters before this left out]\n${text.slice(lost)}` : text,
  };
};

export type Collected = Readonly<{
  /** When the cell began, of `performance.now()`. */
  begun: number;
  connections: readonly TappedConnection[];
  keyLogs: readonly KeyLogFile[];
  client: ProcessEvidence;
  server: ProcessEvidence;
  handshakeLine: string | null;
  /** PEM of PLUGIN_CLIENT_CERT. */
  clientCertificate: string | null;
  /** DER of the certificates that the cell's configuration names. */
  configured: Readonly<{ server: Uint8Array | null; client: Uint8Array | null }>;
  report: Observed | null;
}>;

export const cellEvidence = (collected: Collected): CellEvidence => {
  const { handshakeLine, clientCertificate, configured } = collected;
  const line = handshakeLine === null ? undefined : parseHandshakeLine(handshakeLine);
  const secrets = joinedKeyLogs(collected.keyLogs);
  const facts = (der: Uint8Array | null | undefined) => (der ? certificateFacts(der) : null);
  return {
    connections: collected.connections.map((connection) =>
      connectionEvidence(connection, collected.begun, secrets),
    ),
    client: collected.client,
    server: collected.server,
    handshakeLine,
    serverCertificateInLine: facts(line?.certificate),
    clientCertificateInEnvironment: facts(pemToDer(clientCertificate)),
    configured: { server: facts(configured.server), client: facts(configured.client) },
    report: collected.report,
  };
};

const pemToDer = (pem: string | null): Uint8Array | null => {
  if (pem === null) return null;
  try {
    return new X509Certificate(pem).raw;
  } catch {
    return null;
  }
};
