import { isGrpcWeb } from "../content-type.ts";
import { foreignAnswer, httpAnswer, shownAnswer } from "../http-answer.ts";
import { unservedByCaddy } from "../no-route.ts";
import { type Rule, wire } from "../rule.ts";

const ofStatus = httpAnswer("http-status-from-intermediary");

export const httpStatusFromIntermediary: Rule = {
  ...ofStatus,
  diagnose: (symptoms) => {
    const block = foreignAnswer(symptoms.evidence);
    if (symptoms.endpoint && block && unservedByCaddy(block)) return undefined;
    if (!block || !isGrpcWeb(block.contentType)) return ofStatus.diagnose(symptoms);
    return {
      side: null,
      decided: true,
      sentence: "The endpoint answers in gRPC-Web, which is another protocol than gRPC.",
      matched: [wire(shownAnswer(block))],
      remedy: "dial the port that serves gRPC itself, or use a client of gRPC-Web",
    };
  },
};
