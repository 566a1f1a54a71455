import type { Side } from "../domain/cause.ts";
import { type ReplyFault, replyFaults } from "./reply-fault.ts";
import { type Rule, seenIn, wire } from "./rule.ts";

/** What a cause says of a reply that came and that gRPC's clients refuse. */
type ReplyCause = Readonly<{
  /** Whose doing it is; null where a proxy may have done it, which of a cell without one it has not. */
  side: Side | null;
  sentence: string;
  remedy: string;
}>;

const replyCauses: Readonly<Record<Exclude<ReplyFault["code"], "message-too-large">, ReplyCause>> =
  {
    "malformed-response": {
      side: null,
      sentence: "The reply breaks a rule of HTTP/2, and clients refuse it.",
      remedy:
        "update the HTTP/2 library of the server, or of the proxy that answers for it; a handler that writes such a header must not",
    },
    "header-list-too-large": {
      side: "server",
      sentence: "The reply's headers are larger than clients take.",
      remedy:
        "send less in metadata, or raise each client's limit (8 KiB in grpc-java, 8 to 16 KiB in gRPC core, 16 KiB in tonic; in Node 64 KiB for a field, 128 fields and 9 frames)",
    },
    "content-type-not-grpc": {
      side: null,
      sentence: "The reply has a gRPC status and not the content type of gRPC.",
      remedy:
        "send content-type: application/grpc; look for what changes headers between server and client",
    },
    "message-framing-broken": {
      side: null,
      sentence: "The reply's body is not framed as gRPC messages are.",
      remedy:
        "let a gRPC library write the body; a proxy between must pass it unchanged and to its end",
    },
    "message-encoding-unsupported": {
      side: "server",
      sentence: "The reply is compressed in a way that the client did not offer.",
      remedy:
        "let the server compress only as grpc-accept-encoding allows, or register the compressor in the client",
    },
    "grpc-status-missing": {
      side: null,
      sentence: "The reply ends without a status of gRPC.",
      remedy:
        "let the proxy pass trailers (HTTP/2 on both sides, nginx: grpc_pass); where there is none, let the server send grpc-status",
    },
    "grpc-status-malformed": {
      side: "server",
      sentence: "The reply ends with a status that clients cannot read.",
      remedy:
        "let a gRPC library write the status: its number from 0 to 16, in digits, and its details in base64",
    },
    "message-not-parsable": {
      side: "server",
      sentence: "The reply's message is no protobuf.",
      remedy:
        "let the server answer in the type that the method has; look for what changes bodies between server and client",
    },
    "response-cardinality-violation": {
      side: "server",
      sentence: "A unary call was answered OK with another number of messages than one.",
      remedy: "let the handler answer exactly once, or end with an error",
    },
    // RFC 9110 section 15.2 allows any number of them; gRPC core takes the first for the reply.
    "http-status-from-intermediary": {
      side: null,
      sentence: "An interim answer of HTTP comes before the reply.",
      remedy: "let what answers send no interim answers (103 Early Hints) to calls of gRPC",
    },
    // RFC 9113 sections 6.1 and 6.2 allow it; gRPC core's transport reads none.
    "http2-violation": {
      side: "client",
      sentence: "The reply's frames have padding, as HTTP/2 allows.",
      remedy: "let the server, or the proxy that answers for it, send frames without padding",
    },
  };

export const brokenReply = (code: keyof typeof replyCauses): Rule => ({
  code,
  diagnose: ({ evidence, endpoint }) => {
    const { http2 } = seenIn(evidence);
    const fault = http2 && replyFaults(http2).find((one) => one.code === code);
    if (!fault) return undefined;
    const { stream, what, refusedBy } = fault;
    const { side, sentence, remedy } = replyCauses[code];
    const isAlone = endpoint === null && evidence.upstream === null;
    const path = http2.grpc?.requests.find((one) => one.stream === stream)?.path;
    return {
      side: side ?? (isAlone ? "server" : null),
      decided: true,
      sentence:
        refusedBy === "some" ? sentence.replace(/\.$/, ": some clients refuse that.") : sentence,
      matched: [wire(`the reply${path ? ` to ${path}` : ""} (stream ${stream}) has ${what}`)],
      remedy,
    };
  },
});
