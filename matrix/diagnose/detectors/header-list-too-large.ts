import { brokenReply } from "../broken-reply.ts";
import { httpAnswer } from "../http-answer.ts";
import { clientTexts, type Rule } from "../rule.ts";

const byReply = brokenReply({
  code: "header-list-too-large",
  side: "server",
  sentence: "The reply's headers are larger than clients take.",
  remedy:
    "send less in metadata, or raise each client's limit (8 KiB in gRPC core and grpc-java, 16 KiB in tonic, 64 KiB in Node)",
});

const byHttp = httpAnswer("header-list-too-large");

/** Headers over a side's limit: of a reply, as seen or as a client says; of a request, as a proxy's status says. */
export const headerListTooLarge: Rule = {
  ...byReply,
  diagnose: (symptoms) => byReply.diagnose(symptoms) ?? said(symptoms) ?? byHttp.diagnose(symptoms),
};

/** grpcio 1.85.1 and grpc-java 1.85.1 as they were run, which name their own limit. */
const overLimit =
  /received metadata size exceeds (?:soft|hard) limit|Header size exceeded max allowed size/;

const said: Rule["diagnose"] = ({ evidence }) => {
  const text = clientTexts(evidence).find((one) => overLimit.test(one));
  if (text === undefined) return undefined;
  return {
    side: "server",
    decided: true,
    sentence: "The reply's headers are larger than this client takes.",
    matched: [{ by: "client", text: text.slice(0, 300) }],
    remedy: "send less in metadata, or raise the client's limit",
  };
};
