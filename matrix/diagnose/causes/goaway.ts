import type { ConnectionEvidence } from "../../domain/evidence.ts";
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
    if (server.headers.length > 0 || server.resets.length > 0 || saysGoodbye(connection)) {
      return undefined;
    }
    const { code, lastStream, debugData } = server.goaway;
    return {
      side: "server",
      decided: true,
      sentence: `The server sent GOAWAY (${code}) before it answered a call.`,
      evidence: [
        wire(`GOAWAY of the server: ${code}, last stream ${lastStream}, debug data "${debugData}"`),
      ],
      remedy: "look why the server drains: it is shutting down, or limits a connection's age",
    };
  },
};

/** A server answers a client that leaves with a GOAWAY too. */
const saysGoodbye = (connection: ConnectionEvidence): boolean => {
  const isGoaway = ({ name }: { name: string }) => name === "GOAWAY";
  const server = sentAt(connection, "server", isGoaway);
  const left = [
    sentAt(connection, "client", isGoaway),
    connection.firstClose?.by === "client" ? connection.closedMs : null,
  ].filter((at) => at !== null);
  return server !== null && left.some((at) => at <= server);
};
