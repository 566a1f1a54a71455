import { brokenReply } from "../broken-reply.ts";
import { foreignProtocol } from "../foreign-protocol.ts";
import { blamingCodes } from "../odd-request.ts";
import { type Rule, seenIn, sentAt, wire } from "../rule.ts";
import { strangeBeginning } from "../strange-beginning.ts";
import { upstreamFault } from "../upstream-fault.ts";

const remedy =
  "update the HTTP/2 library of the server, or of the proxy that answers for it; another client may be less strict";

const ofOthers = [brokenReply("malformed-response"), upstreamFault("upstream-protocol-mismatch")];

const tooLarge = brokenReply("header-list-too-large");

/** The server begins with another frame than SETTINGS; or the client ended the connection, or the call, and says that the server's HTTP/2 is wrong. */
export const http2Violation: Rule = {
  code: "http2-violation",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const padded = brokenReply("http2-violation").diagnose(symptoms);
    if (padded) return padded;
    const beginning = foreignProtocol(symptoms) ? undefined : strangeBeginning(symptoms);
    if (beginning?.of === "frame") {
      return {
        side: "server",
        decided: true,
        sentence: `The server's first bytes ${beginning.behindTls ? "behind TLS " : ""}are an HTTP/2 frame that breaks RFC 9113.`,
        matched: [beginning.quote],
        remedy:
          "update the server's HTTP/2 library: SETTINGS come first, of whole entries (sections 3.4, 6.5)",
      };
    }
    const { connection } = seenIn(evidence);
    const { client, server } = connection?.wire.http2 ?? {};
    if (!connection || !client || !server || server.frames.length === 0) return undefined;
    const said = client.goaway ?? client.resets.find(({ code }) => blamingCodes.has(code));
    if (!said || !blamingCodes.has(said.code)) return undefined;
    // A response that is malformed has a cause of its own, which names the field.
    if (ofOthers.some(({ diagnose }) => diagnose(symptoms))) return undefined;
    // A header block that can be read is compressed rightly: nghttp2 says so of one over its limit (NGHTTP2_HD_MAX_NV of nghttp2_hd.h).
    const isReadable = said.code === "COMPRESSION_ERROR" && server.malformed === null;
    if (isReadable && tooLarge.diagnose(symptoms)) return undefined;
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
