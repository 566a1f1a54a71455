import { brokenReply } from "../broken-reply.ts";
import { httpAnswer } from "../http-answer.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

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

/** Who names a limit of its own. */
const said: Rule["diagnose"] = ({ evidence }) => {
  const text = clientTexts(evidence).find((one) =>
    factsIn([one]).some(({ fact }) => fact.fact === "header-list-too-large"),
  );
  if (text === undefined) return undefined;
  return {
    side: "server",
    decided: true,
    sentence: "The reply's headers are larger than this client takes.",
    matched: [{ by: "client", text: text.slice(0, 300) }],
    remedy: "send less in metadata, or raise the client's limit",
  };
};
