import { brokenReply } from "../broken-reply.ts";
import { foreignAnswer, httpAnswer } from "../http-answer.ts";
import { unservedByCaddy } from "../no-route.ts";
import type { Rule } from "../rule.ts";

const code = "http-status-from-intermediary";

export const httpStatusFromIntermediary: Rule = {
  code,
  diagnose: (symptoms) => {
    const block = foreignAnswer(symptoms.evidence);
    const other = block ? undefined : brokenReply(code).diagnose(symptoms);
    if (other || (block && symptoms.endpoint && unservedByCaddy(block))) return other;
    return httpAnswer(code).diagnose(symptoms);
  },
};
