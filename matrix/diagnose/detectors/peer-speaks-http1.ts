import { isGrpcProtocol } from "../../knowledge/grpc-protocols.ts";
import { asksToConnect } from "../asks-to-connect.ts";
import { quoted, type Rule, seenIn, wire } from "../rule.ts";
import { refusesPlaintext } from "./plaintext-client-to-tls-port.ts";

/** HTTP/1 where HTTP/2 is due, in the clear or behind TLS. */
export const peerSpeaksHttp1: Rule = {
  code: "peer-speaks-http1",
  diagnose: (symptoms) => {
    const { evidence, endpoint } = symptoms;
    if (refusesPlaintext(symptoms)) return undefined;
    const { connection } = seenIn(evidence);
    if (!connection || asksToConnect(connection)) return undefined;
    const seen = connection.wire;
    const said = (from: "client" | "server") =>
      seen.messages.find((message) => message.from === from && message.name === "HTTP/1")?.detail;
    const request =
      said("client") ?? (seen.client.protocol === "http1" ? "a request line" : undefined);
    if (request !== undefined) {
      return {
        side: "client",
        decided: true,
        sentence: "The client speaks HTTP/1, and gRPC is HTTP/2.",
        matched: [wire(`the client sent: ${request}`)],
        remedy: "connect with a gRPC client",
      };
    }
    const asked = endpoint?.inTheClear?.kind === "http1" ? endpoint.inTheClear.saw : null;
    if (seen.client.protocol === "http2" && seen.server.protocol === "other" && asked !== null) {
      return {
        side: "server",
        decided: true,
        sentence: "The server answers HTTP/1.1, and gRPC is HTTP/2.",
        matched: [quoted("orchestrator", `it answers a request of HTTP/1.1: ${asked}`)],
        remedy: "dial the port that serves gRPC, or enable HTTP/2 on this one",
      };
    }
    const answer = said("server") ?? seen.server.httpStatusLine;
    if (!answer || seen.client.protocol === "nothing") return undefined;
    // Without ALPN a server may take the client for one of HTTP/1: then that is the cause.
    if (seen.tls?.clientHello?.alpn.length === 0) return undefined;
    // The client left for what ALPN chose, and the server only answers that.
    const chosen =
      seen.tls?.serverHello && seen.tls.visibility.kind === "all" ? seen.tls.alpn : "h2";
    if (!(chosen && isGrpcProtocol(chosen)) && seen.http2?.preface !== true) return undefined;
    if (seen.client.protocol === "tls" && seen.server.protocol !== "tls") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server answers in HTTP/1, and gRPC is HTTP/2.",
      matched: [wire(`the server sent: ${answer}`)],
      remedy: "dial the port that serves gRPC, or enable HTTP/2 on this one",
    };
  },
};
