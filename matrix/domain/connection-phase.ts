import type { ConnectionEvidence } from "./evidence.ts";
import type { Phase } from "./phase.ts";

/** How far a connection got over which no call succeeded: the last phase begun and not ended. */
export const connectionPhase = ({ wire, bytes }: ConnectionEvidence): Phase => {
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
