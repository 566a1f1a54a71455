import type { CellEvidence, ConnectionEvidence } from "../../domain/evidence.ts";
import { transportStatuses } from "../../domain/grpc-status.ts";
import { blamingCodes, oddRequest } from "../odd-request.ts";
import { offersPermitted, prohibitedIn } from "../prohibited-suite.ts";
import { type Finding, failedCalls, type Rule, seenIn, sentAt, wire } from "../rule.ts";
import { isIdleLimit } from "./idle-drop.ts";

/** The server ended the connection in HTTP/2's own words while calls were due. */
export const goaway: Rule = {
  code: "goaway",
  diagnose: ({ evidence }) => {
    const left = callLeft(evidence);
    if (left) return left;
    const { connection } = seenIn(evidence);
    const server = connection?.wire.http2?.server;
    if (!connection || !server?.goaway || server.goaway.code === "ENHANCE_YOUR_CALM") {
      return undefined;
    }
    if (isIdleLimit(server.goaway)) return undefined;
    // Bytes of HTTP/2 that answer a ClientHello are another cause's.
    if (connection.wire.client.protocol !== connection.wire.server.protocol) return undefined;
    const answered = server.headers.some(
      ({ grpcStatus, status }) => grpcStatus !== null || status !== "200",
    );
    if (answered || server.resets.length > 0) return undefined;
    const order = orderOf(connection);
    if (order === "after the client") return undefined;
    const { code, lastStream, debugData } = server.goaway;
    if (code === "INADEQUATE_SECURITY") return inadequate(debugData, connection);
    if (server.frames[0] === "GOAWAY") return inPlaceOfSettings(code, debugData);
    const blames =
      blamingCodes.has(code) || oddRequest(evidence) !== undefined || hadReset(connection);
    return {
      side: blames ? null : "server",
      decided: order === "before the client" && !blames,
      sentence: `The server sent GOAWAY (${code}) before it answered a call.`,
      matched: [
        wire(`GOAWAY of the server: ${code}, last stream ${lastStream}, debug data "${debugData}"`),
      ],
      nextCheck:
        "see which side left first: in the server's log, and in the frames that a run keeps (handshake.txt)",
      remedy: "look why the server drains: it is shutting down, or limits a connection's age",
    };
  },
};

/**
 * On a connection that had served: calls that had gone out already were not taken any more, and the client had no answer to
 * them. Only an end without an answer is one: a client may make such a call again (section 6.8).
 */
const callLeft = (evidence: CellEvidence): Finding | undefined => {
  if (!failedCalls(evidence).some(({ status }) => transportStatuses.has(status))) return undefined;
  for (const { wire: seen } of evidence.connections) {
    const { server, grpc } = seen.http2 ?? {};
    const frame = server?.goaway;
    if (!server || frame?.code !== "NO_ERROR" || frame.lastStream === 0) continue;
    const call = grpc?.requests.find(({ stream }) => stream > frame.lastStream);
    if (!call || grpc?.replies.some(({ stream }) => stream === call.stream)) continue;
    return {
      side: "server",
      decided: true,
      sentence:
        "The server sent GOAWAY (NO_ERROR), and left calls unanswered that had gone out by then.",
      matched: [
        wire(`GOAWAY of the server: NO_ERROR, last stream ${frame.lastStream}`),
        wire(`stream ${call.stream} (${call.path}) has no answer`),
      ],
      remedy:
        "let the server announce its end with last stream 2^31-1 first, and take what still comes; a client may make these calls again",
    };
  }
  return undefined;
};

/** In the place of SETTINGS, which section 3.4 wants first; Go's server does so (golang.org/x/net/http2 server.go, `rejectConn`). */
const inPlaceOfSettings = (code: string, debugData: string): Finding => ({
  side: null,
  decided: false,
  sentence: `The server ended HTTP/2 before it had begun, with GOAWAY (${code}) in place of its SETTINGS.`,
  matched: [wire(`the server's first frame is GOAWAY: ${code}, debug data "${debugData}"`)],
  nextCheck: "read the server's log: it did not want this connection, and says why there",
  remedy: "look what the server limits before it serves a connection",
});

/** RFC 9113 section 9.2: of TLS 1.2 most suites are prohibited (appendix A), older versions and compression too. */
const inadequate = (debugData: string, connection: ConnectionEvidence): Finding => {
  const hello = connection.wire.tls?.serverHello;
  const prohibited = hello ? prohibitedIn(hello) : null;
  const offered = connection.wire.tls?.clientHello;
  const chooser = offered && !offersPermitted(offered) ? "client" : "server";
  return {
    side: prohibited === null ? null : chooser,
    decided: prohibited !== null,
    sentence:
      prohibited === null
        ? "The server refuses HTTP/2 over this TLS connection: it finds version, cipher suite or another property of it inadequate (INADEQUATE_SECURITY)."
        : chooser === "server"
          ? `The server chose ${prohibited}, which HTTP/2 prohibits, and ends HTTP/2 for it (INADEQUATE_SECURITY).`
          : `The client offers nothing that HTTP/2 permits, so that ${prohibited} was chosen, and the server ends HTTP/2 for it (INADEQUATE_SECURITY).`,
    matched: [
      wire(`GOAWAY of the server: INADEQUATE_SECURITY, debug data "${debugData}"`),
      ...(hello ? [wire(`chosen: TLS ${hello.version}, ${hello.cipherSuite}`)] : []),
    ],
    nextCheck:
      "hold TLS version and cipher suite against RFC 9113 section 9.2 and appendix A; what ends TLS and what speaks HTTP/2 may disagree",
    remedy:
      prohibited === null
        ? "let what speaks HTTP/2 know of the TLS that was chosen, or lower what it demands beyond RFC 9113"
        : `enable TLS 1.3, or for TLS 1.2 an ECDHE suite with AES-GCM, in ${chooser === "server" ? "what ends TLS" : "the client"}`,
  };
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
