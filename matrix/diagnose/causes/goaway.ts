import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { About } from "../about.ts";
import { blamingCodes, oddRequest } from "../odd-request.ts";
import { decisiveConnection, type Rule, sentAt, wire } from "../rule.ts";
import { isIdleLimit } from "./idle-drop.ts";

const about: About = {
  summary: "The server ended the connection with GOAWAY before it answered.",
  sides: ["server", "client", "between"],
  toBeSure:
    "Read the GOAWAY's code and debug data in handshake.txt or with the library's HTTP/2 trace: NO_ERROR is a shutdown or an age limit, PROTOCOL_ERROR, FRAME_SIZE_ERROR and the like blame the other side.",
  fix: {
    any: "retry on UNAVAILABLE (a service config's retryPolicy); drain before shutting down",
    go: "keepalive.ServerParameters{MaxConnectionAge, MaxConnectionAgeGrace}: a grace long enough for the calls",
    python: '("grpc.max_connection_age_ms", …), ("grpc.max_connection_age_grace_ms", …)',
    node: '{"grpc.max_connection_age_ms", "grpc.max_connection_age_grace_ms"}',
    java: "NettyServerBuilder.maxConnectionAge, maxConnectionAgeGrace",
    envoy: "max_connection_duration, drain_timeout of the connection manager",
  },
};

/** The server ended the connection in HTTP/2's own words while calls were due. */
export const goaway: Rule = {
  code: "goaway",
  clause: "RFC 9113 section 6.8",
  about,
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    const server = connection?.wire.http2?.server;
    if (!connection || !server?.goaway || server.goaway.code === "ENHANCE_YOUR_CALM") {
      return undefined;
    }
    if (isIdleLimit(server.goaway)) return undefined;
    // Octets of HTTP/2 that answer a ClientHello are another cause's.
    if (connection.wire.client.protocol !== connection.wire.server.protocol) return undefined;
    if (server.headers.length > 0 || server.resets.length > 0) return undefined;
    const order = orderOf(connection);
    if (order === "after the client") return undefined;
    const { code, lastStream, debugData } = server.goaway;
    const blames =
      blamingCodes.has(code) || oddRequest(evidence) !== undefined || hadReset(connection);
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

/** A client that resets calls at a rate makes a server leave (CVE-2023-44487); after a GOAWAY it may well reset them. */
const hadReset = (connection: ConnectionEvidence): boolean => {
  const reset = sentAt(connection, "client", ({ name }) => name === "RST_STREAM");
  const left = sentAt(connection, "server", ({ name }) => name === "GOAWAY");
  return reset !== null && left !== null && reset < left;
};
