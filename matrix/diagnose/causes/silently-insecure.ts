import type { About } from "../about.ts";
import { firstOctets } from "../first-octets.ts";
import { decisiveConnection, type Rule } from "../rule.ts";

const about: About = {
  summary: "TLS was asked for, and the sides were content without it.",
  sides: ["client", "server"],
  toBeSure:
    "`npm run matrix -- probe --plaintext <address>` must fail on a TLS port; the first octets of the connection are `16 03` for TLS and `50 52 49` (PRI) for HTTP/2 in the clear.",
  fix: {
    any: "treat an absent certificate as an error",
    go: "no insecure.NewCredentials() as a fallback; plugin.ClientConfig{AutoMTLS: true} on the host",
    python: "no add_insecure_port or insecure_channel as a fallback",
    node: "no createInsecure() as a fallback",
    java: "no usePlaintext() as a fallback",
  },
};

/** TLS was asked for, and a side was content without it. */
export const silentlyInsecure: Rule = {
  code: "silently-insecure",
  clause: "hashicorp/go-plugin docs/internals.md, AutoMTLS; RFC 8446 appendix E.1",
  about,
  diagnose: ({ mode, evidence, controls }) => {
    if (mode === "none") return undefined;
    const connection = decisiveConnection(evidence);
    if (
      connection?.wire.client.protocol === "http2" &&
      connection.wire.server.protocol === "http2"
    ) {
      return {
        side: null,
        decided: true,
        sentence: `Both sides spoke HTTP/2 in the clear although ${mode} was asked for.`,
        matched: [firstOctets(connection, "client"), firstOctets(connection, "server")],
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
      matched: [{ by: "orchestrator", text: `control ${accepted.name}: ${accepted.saw}` }],
      remedy: byServer
        ? "serve nothing in the clear on a TLS listener"
        : "treat an empty field 6 under AutoMTLS as an error",
    };
  },
};
