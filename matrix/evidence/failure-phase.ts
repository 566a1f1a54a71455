import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { CellEvidence, ConnectionEvidence } from "../domain/evidence.ts";
import type { Phase } from "../domain/phase.ts";

/**
 * Where a cell broke whose proof did not succeed: the last phase that the evidence shows begun and
 * not ended.
 */
export const failurePhase = (evidence: CellEvidence): Phase => {
  const report = evidence.report;
  if (report?.start?.error) return pluginStartPhase(evidence);
  const calls = report?.steps.flatMap((step) => step.calls) ?? [];
  if (calls.some(({ status }) => status === "OK" || status === "NOT_FOUND")) {
    return calls.some(({ status }) => transportStatuses.has(status)) ? "rpc" : "proof";
  }
  const connection = decisiveConnection(evidence.connections);
  if (!connection || connection.dialError) return "dial";
  return connectionPhase(connection);
};

/** Statuses with which libraries report that a connection was lost or never made. */
const transportStatuses: ReadonlySet<string> = new Set([
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
  "INTERNAL",
  "UNKNOWN",
]);

const pluginStartPhase = (evidence: CellEvidence): Phase => {
  if (evidence.server?.notStarted) return "spawn";
  if (evidence.handshakeLine !== null) return "handshake-line";
  return evidence.server?.exit && evidence.server.exit.signal === null ? "spawn" : "handshake-line";
};

const connectionPhase = ({ wire, bytes }: ConnectionEvidence): Phase => {
  const { tls, client, server } = wire;
  if (tls) {
    if (client.protocol !== "tls" || (server.protocol !== "tls" && server.protocol !== "nothing")) {
      return "tls";
    }
    const refused = tls.alerts.some(({ fatal }) => fatal);
    if (!(tls.finished.client && tls.finished.server) || refused) {
      return tls.alerts.some(({ name }) => name === "no_application_protocol") ? "alpn" : "tls";
    }
    if (wire.http2 && wire.http2.server.frames.length > 0) return "rpc";
    // A server that wants another certificate than it got closes without a word of HTTP/2.
    if (tls.certificateRequest) return "tls";
    return tls.alpn === "h2" ? "http2" : "alpn";
  }
  if (server.protocol === "http1") return "http2";
  if (client.protocol === "http2") return server.protocol === "http2" ? "rpc" : "http2";
  return bytes.client === 0 ? "dial" : "http2";
};
