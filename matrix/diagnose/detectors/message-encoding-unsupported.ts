import { brokenReply } from "../broken-reply.ts";
import { type RefusedRequest, refusedMessages, shownRefusal } from "../refused-request.ts";
import { type Finding, firstOf, seenIn, wire } from "../rule.ts";

/** A message in a compression that its receiver does not have: a request's that was refused, or a reply's. */
export const messageEncodingUnsupported = firstOf(
  "message-encoding-unsupported",
  ({ evidence }) => {
    const { http2 } = seenIn(evidence);
    const refused = http2 ? refusedMessages(http2) : [];
    const accepted = (one: RefusedRequest) =>
      http2?.grpc?.replies.find(({ stream }) => stream === one.request.stream)?.acceptEncoding ??
      "";
    return refused.flatMap((one) => byRequest(one, accepted(one)) ?? [])[0];
  },
  brokenReply("message-encoding-unsupported").diagnose,
);

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
