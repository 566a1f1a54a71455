import { brokenReply } from "../broken-reply.ts";
import { httpAnswer } from "../http-answer.ts";
import { certain, clientTexts, firstOf, quoted } from "../rule.ts";
import { factsIn } from "../said.ts";

/** Headers over a side's limit: of a reply, as seen or as a client says; of a request, as a proxy's status says. */
export const headerListTooLarge = firstOf(
  "header-list-too-large",
  brokenReply("header-list-too-large").diagnose,
  certain({
    side: "server",
    sentence: "The reply's headers are larger than this client takes.",
    remedy: "send less in metadata, or raise the client's limit",
    shownBy: ({ evidence }) =>
      clientTexts(evidence)
        .filter((one) => factsIn([one]).some(({ fact }) => fact.fact === "header-list-too-large"))
        .slice(0, 1)
        .map((text) => quoted("client", text.slice(0, 300))),
  }),
  httpAnswer("header-list-too-large").diagnose,
);
