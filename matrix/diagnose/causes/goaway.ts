import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { blamingCodes, oddRequest } from "../odd-request.ts";
import { decisiveConnection, type Rule, sentAt, wire } from "../rule.ts";

/** The server ended the connection in HTTP/2's own words while calls were due. */
export const goaway: Rule = {
  code: "goaway",
  clause: "RFC 9113 section 6.8",
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    const server = connection?.wire.http2?.server;
    if (!connection || !server?.goaway || server.goaway.code === "ENHANCE_YOUR_CALM") {
      return undefined;
    }
    if (server.headers.length > 0 || server.resets.length > 0) return undefined;
    const order = orderOf(connection);
    if (order === "after the client") return undefined;
    const { code, lastStream, debugData } = server.goaway;
    const blames = blamingCodes.has(code) || oddRequest(evidence) !== undefined;
    return {
      side: blames ? null : "server",
      decided: order === "before the client" && !blames,
      sentence: `The server sent GOAWAY (${code}) before it answered a call.`,
      matched: [
        wire(`GOAWAY of the server: ${code}, last stream ${lastStream}, debug data "${debugData}"`),
      ],
      nextCheck: "see in handshake.txt who left first",
      remedy: "look why the server drains: it is shutting down, or limits a connection's age",
    };
  },
};

/** A server answers a client that leaves with a GOAWAY too. */
const orderOf = (
  connection: ConnectionEvidence,
): "before the client" | "after the client" | "unknown" => {
  const isGoaway = ({ name }: { name: string }) => name === "GOAWAY";
  const server = sentAt(connection, "server", isGoaway);
  const { client } = connection.wire.http2 ?? {};
  const clientLeft = client && (client.goaway !== null || client.resets.length > 0);
  if (server === null) return clientLeft ? "after the client" : "unknown";
  const left = [
    sentAt(connection, "client", isGoaway),
    connection.firstClose?.by === "client" ? connection.closedMs : null,
  ].filter((at) => at !== null);
  return left.some((at) => at <= server) ? "after the client" : "before the client";
};
