import { brokenReply } from "../broken-reply.ts";
import { isGrpcWeb } from "../content-type.ts";
import { foreignAnswer, httpAnswer, shownAnswer } from "../http-answer.ts";
import { unservedByCaddy } from "../no-route.ts";
import { certain, firstOf, wire } from "../rule.ts";

const code = "content-type-not-grpc";

export const contentTypeNotGrpc = firstOf(
  code,
  (symptoms) => brokenReply(code).diagnose(symptoms),
  certain({
    side: null,
    sentence: "The endpoint answers in gRPC-Web, which is another protocol than gRPC.",
    remedy: "dial the port that serves gRPC itself, or use a client of gRPC-Web",
    shownBy: ({ evidence }) => {
      const block = foreignAnswer(evidence);
      return block && isGrpcWeb(block.contentType) ? [wire(shownAnswer(block))] : [];
    },
  }),
  (symptoms) => {
    const block = foreignAnswer(symptoms.evidence);
    return block && symptoms.endpoint && unservedByCaddy(block)
      ? undefined
      : httpAnswer(code).diagnose(symptoms);
  },
);
