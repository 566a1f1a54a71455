import { brokenReply } from "../broken-reply.ts";
import { isGrpcWeb } from "../content-type.ts";
import { foreignAnswer, httpAnswer, shownAnswer } from "../http-answer.ts";
import { unservedByCaddy } from "../no-route.ts";
import { type Rule, wire } from "../rule.ts";

const ofStatus = httpAnswer("http-status-from-intermediary");

/** RFC 9110 section 15.2 allows any number of them; gRPC core takes the first for the reply. */
const interim = brokenReply({
  code: "http-status-from-intermediary",
  side: null,
  sentence: "An interim answer of HTTP comes before the reply.",
  remedy: "let what answers send no interim answers (103 Early Hints) to calls of gRPC",
});

export const httpStatusFromIntermediary: Rule = {
  ...ofStatus,
  diagnose: (symptoms) => {
    const block = foreignAnswer(symptoms.evidence);
    if (!block) return interim.diagnose(symptoms) ?? ofStatus.diagnose(symptoms);
    if (symptoms.endpoint && unservedByCaddy(block)) return undefined;
    if (!isGrpcWeb(block.contentType)) return ofStatus.diagnose(symptoms);
    return {
      side: null,
      decided: true,
      sentence: "The endpoint answers in gRPC-Web, which is another protocol than gRPC.",
      matched: [wire(shownAnswer(block))],
      remedy: "dial the port that serves gRPC itself, or use a client of gRPC-Web",
    };
  },
};
