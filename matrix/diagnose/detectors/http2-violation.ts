import { brokenReply } from "../broken-reply.ts";
import { blamingCodes } from "../odd-request.ts";
import { decisiveConnection, type Rule, sentAt, wire } from "../rule.ts";
import { malformedResponse } from "./malformed-response.ts";
import { upstreamProtocolMismatch } from "./upstream-protocol-mismatch.ts";

const remedy =
  "update the HTTP/2 library of the server, or of the proxy that answers for it; another client may be less strict";

/** RFC 9113 sections 6.1 and 6.2 allow it; gRPC core's transport reads none. */
const padded = brokenReply({
  code: "http2-violation",
  side: "client",
  sentence: "The reply's frames have padding, as HTTP/2 allows.",
  remedy: "let the server, or the proxy that answers for it, send frames without padding",
});

/** The client ended the connection, or the call, and says that the server's HTTP/2 is wrong. */
export const http2Violation: Rule = {
  code: "http2-violation",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const byReply = padded.diagnose(symptoms);
    if (byReply) return byReply;
    const connection = decisiveConnection(evidence);
    const { client, server } = connection?.wire.http2 ?? {};
    if (!connection || !client || !server || server.frames.length === 0) return undefined;
    const said = client.goaway ?? client.resets.find(({ code }) => blamingCodes.has(code));
    if (!said || !blamingCodes.has(said.code)) return undefined;
    // A response that is malformed has a cause of its own, which names the field.
    if (malformedResponse.diagnose(symptoms) || upstreamProtocolMismatch.diagnose(symptoms)) {
      return undefined;
    }
    const left = sentAt(connection, "server", ({ name }) => name === "GOAWAY");
    const refused = sentAt(
      connection,
      "client",
      ({ name }) => name === "GOAWAY" || name === "RST_STREAM",
    );
    if (left !== null && (refused === null || left <= refused)) return undefined;
    const debug = "debugData" in said ? said.debugData : "";
    const how =
      "lastStream" in said
        ? `GOAWAY of the client: ${said.code}${debug === "" ? "" : `, debug data "${debug}"`}`
        : `RST_STREAM of the client on stream ${said.stream}: ${said.code}`;
    return {
      side: "server",
      decided: true,
      sentence: `The server's HTTP/2 breaks a rule, and the client ends the ${"lastStream" in said ? "connection" : "call"} for it (${said.code}${debug === "" ? "" : `: ${debug}`}).`,
      matched: [
        wire(how),
        wire(`frames of the server: ${server.frames.slice(-6).join(", ")}`),
        ...(server.malformed === null
          ? []
          : [wire(`the server's header block: ${server.malformed}`)]),
      ],
      remedy,
    };
  },
};
