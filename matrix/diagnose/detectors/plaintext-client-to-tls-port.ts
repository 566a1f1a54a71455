import type { Quote } from "../../domain/cause.ts";
import { firstBytes } from "../first-bytes.ts";
import { quoted, type Rule, type Symptoms, seenIn, wire } from "../rule.ts";

/**
 * Servers answer bytes that are no TLS with an alert or, most of them, with nothing but a close; a
 * ClientHello of the orchestrator's own then tells whether they speak TLS.
 */
export const plaintextClientToTlsPort: Rule = {
  code: "plaintext-client-to-tls-port",
  diagnose: (symptoms) => {
    const { mode, evidence, endpoint } = symptoms;
    const { connection } = seenIn(evidence);
    // A cell is to have no TLS; of an endpoint only the user supposes so.
    const isAsked = mode === "none" && !endpoint;
    const spoken = connection?.wire.server.protocol;
    if (connection && refusesPlaintext(symptoms)) {
      return {
        side: isAsked ? "server" : "client",
        decided: true,
        sentence: "The client spoke HTTP/2 in the clear to a server that wants TLS.",
        matched: [
          wire(`the server answered in the clear: ${connection.wire.server.httpStatusLine ?? ""}`),
          quoted("orchestrator", "a ClientHello to the same address led to a TLS handshake"),
        ],
        remedy: "use TLS credentials in the client",
      };
    }
    if (connection?.wire.client.protocol !== "http2") return undefined;
    if (spoken !== "tls" && spoken !== "nothing") return undefined;
    const trial = seenIn(evidence).wide;
    // A record has a header of five bytes (RFC 8446 section 5.1).
    const record = spoken === "tls" && connection.bytes.server >= 5;
    const speaksTls = record || trial?.result === "accepted";
    if (!speaksTls && mode === "none") return undefined;
    const tried: readonly Quote[] =
      trial?.result === "accepted"
        ? [quoted("orchestrator", `a ClientHello to the same address led to ${trial.saw}`)]
        : [];
    return {
      side: isAsked ? "server" : "client",
      decided: speaksTls,
      sentence: "The client spoke HTTP/2 in the clear to a server that wants TLS.",
      matched: [firstBytes(connection, "client"), firstBytes(connection, "server"), ...tried],
      remedy: isAsked ? "serve in the clear, as asked for" : "use TLS credentials in the client",
      nextCheck: "offer a ClientHello to the same address",
    };
  },
};

/** Servers of HTTP answer it with 400 in the clear (nginx: "The plain HTTP request was sent to HTTPS port"). */
export const refusesPlaintext = ({ evidence, endpoint }: Symptoms): boolean => {
  const seen = seenIn(evidence).connection?.wire;
  return (
    seen?.client.protocol === "http2" &&
    /^HTTP\/1\.[01] 400\b/.test(seen.server.httpStatusLine ?? "") &&
    (endpoint?.serverCertificate ?? null) !== null
  );
};
