import { brokenReply } from "../broken-reply.ts";
import { type RefusedRequest, refusedMessages, shownRefusal } from "../refused-request.ts";
import { decisiveConnection, type Finding, type Rule, wire } from "../rule.ts";

const byReply = brokenReply({
  code: "message-encoding-unsupported",
  side: "server",
  sentence: "The reply is compressed in a way that the client did not offer.",
  remedy:
    "let the server compress only as grpc-accept-encoding allows, or register the compressor in the client",
});

/** A message in a compression that its receiver does not have: a reply's, or a request's that was refused. */
export const messageEncodingUnsupported: Rule = {
  ...byReply,
  diagnose: (symptoms) => {
    const http2 = decisiveConnection(symptoms.evidence)?.wire.http2;
    const refused = http2 ? refusedMessages(http2) : [];
    for (const one of refused) {
      const accepted = http2?.grpc?.replies.find(({ stream }) => stream === one.request.stream);
      const found = byRequest(one, accepted?.acceptEncoding ?? "");
      if (found) return found;
    }
    return byReply.diagnose(symptoms);
  },
};

const byRequest = (refused: RefusedRequest, accepted: string): Finding | undefined => {
  const { stream, encoding, messages } = refused.request;
  if (!messages.some(({ flag }) => flag === 1)) return undefined;
  const name = encoding ?? "identity";
  const isNamed = name !== "identity";
  if (isNamed && accepted.split(",").some((one) => one.trim() === name)) return undefined;
  return {
    side: "client",
    decided: true,
    sentence: isNamed
      ? `The request is compressed with ${name}, which the server does not have.`
      : "The request's message is marked as compressed, and no grpc-encoding says how.",
    matched: [
      wire(`the request on stream ${stream}: grpc-encoding ${encoding ?? "none"}, flag 1`),
      wire(shownRefusal(refused)),
    ],
    remedy:
      "compress only with what the server's grpc-accept-encoding names (gzip is in every stack), or register the compressor in the server",
  };
};
