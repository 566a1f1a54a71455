import type { Symptoms } from "../../diagnose/rule.ts";
import type { Cause, CauseCode } from "../../domain/cause.ts";
import { decisiveConnection } from "../../domain/decisive-connection.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";

/**
 * Why a cause cannot be, whatever anybody says, given what passed on the wire; null where nothing speaks against it.
 * Where something stands between client and server, it can be of either connection.
 */
export const contradictedByWire = (cause: Cause, { evidence, mode }: Symptoms): string | null => {
  const line = evidence.handshakeLine ?? "";
  if (cause.code === "cookie-mismatch" && /^\d+\|\d+\|(tcp|unix)\|/.test(line)) {
    return "a plugin looks at its cookie before it prints a handshake line";
  }
  const reasons = [evidence.connections, evidence.upstream?.connections ?? []].flatMap((all) => {
    const connection = decisiveConnection(all);
    return connection ? [contradictedOn(connection, cause, mode)] : [];
  });
  return reasons.includes(null) ? null : (reasons[0] ?? null);
};

const contradictedOn = (
  connection: ConnectionEvidence,
  cause: Cause,
  mode: Symptoms["mode"],
): string | null => {
  const ofServer = ofServers.has(cause.code) || (mode === "tls" && ofCertificates.has(cause.code));
  if (ofServer && connection.wire.http2?.preface) {
    return "the client went on after the server's certificate";
  }
  return contradictedBy(connection, cause.code);
};

/** Causes that no client's certificate can have. */
const ofServers: ReadonlySet<CauseCode> = new Set([
  "unknown-ca",
  "hostname-mismatch",
  "no-subject-alt-name",
]);

const contradictedBy = ({ wire }: ConnectionEvidence, code: CauseCode): string | null => {
  const { tls, http2 } = wire;
  const answered = (http2?.server.headers.length ?? 0) > 0;
  if (ofCertificates.has(code) && !tls?.serverHello) return "no certificate was sent";
  if ((ofCertificates.has(code) || ofHandshakes.has(code)) && answered) {
    return "the server answered a call";
  }
  if (ofHandshakes.has(code) && tls?.finished.client && tls.finished.server) {
    return "the handshake was finished";
  }
  if (code === "alpn-not-negotiated" && tls?.alpn === "h2") return "h2 was negotiated";
  if (code === "message-too-large" && http2?.server.goaway?.code === "ENHANCE_YOUR_CALM") {
    return "the server says that it is pinged too often";
  }
  if (ofAnswers.has(code) && tls?.serverHello === null) return "there was no answer";
  return null;
};

const ofCertificates: ReadonlySet<CauseCode> = new Set([
  "certificate-expired",
  "certificate-not-yet-valid",
  "unknown-ca",
  "incomplete-chain",
  "hostname-mismatch",
  "no-subject-alt-name",
  "wrong-extended-key-usage",
  "ca-used-as-end-entity",
  "client-certificate-missing",
  "client-certificate-withheld",
  "client-certificate-untrusted",
]);

const ofHandshakes: ReadonlySet<CauseCode> = new Set([
  "no-common-version",
  "no-common-cipher-suite",
  "no-common-group",
  "handshake-stalled",
]);

const ofAnswers: ReadonlySet<CauseCode> = new Set([
  "message-too-large",
  "service-unimplemented",
  "http-status-from-intermediary",
  "path-not-routed",
  "value-corrupted",
]);
