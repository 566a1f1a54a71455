import { firstBytes } from "../first-bytes.ts";
import { quoted, type Rule, seenIn } from "../rule.ts";

/** TLS was asked for, and a side was content without it. */
export const silentlyInsecure: Rule = {
  code: "silently-insecure",
  diagnose: ({ mode, evidence, controls }) => {
    if (mode === "none") return undefined;
    const { connection } = seenIn(evidence);
    if (
      connection?.wire.client.protocol === "http2" &&
      connection.wire.server.protocol === "http2"
    ) {
      return {
        side: null,
        decided: true,
        sentence: `Both sides spoke HTTP/2 in the clear although ${mode} was asked for.`,
        matched: [firstBytes(connection, "client"), firstBytes(connection, "server")],
        remedy: "refuse to go on without TLS on both sides",
      };
    }
    const accepted = controls.find(
      ({ name, result }) =>
        result === "accepted" &&
        (name === "plaintext-client" || name === "certificate-missing-in-handshake-line"),
    );
    if (!accepted) return undefined;
    const byServer = accepted.name === "plaintext-client";
    return {
      side: byServer ? "server" : "client",
      decided: true,
      sentence: byServer
        ? "The server also serves clients that do not use TLS at all."
        : "The client falls back to plaintext when the handshake line carries no certificate.",
      matched: [quoted("orchestrator", `control ${accepted.name}: ${accepted.saw}`)],
      remedy: byServer
        ? "serve nothing in the clear on a TLS listener"
        : "treat an empty field 6 under AutoMTLS as an error",
    };
  },
};
