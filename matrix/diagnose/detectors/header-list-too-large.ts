import { brokenReply } from "../broken-reply.ts";
import { httpAnswer } from "../http-answer.ts";
import {
  certain,
  clientTexts,
  type Finding,
  firstOf,
  quoted,
  type Symptoms,
  seenIn,
  wire,
} from "../rule.ts";
import { factsIn } from "../said.ts";
import { roomForCalls, settingsFault } from "../settings-fault.ts";

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

/**
 * A server that finds a request's headers too large says so in its SETTINGS, or no more than that the load is too high, as nginx
 * does (ngx_http_v2.c: "client exceeded http2_max_field_size limit", then GOAWAY with ENHANCE_YOUR_CALM).
 */
export const requestHeadersRefused = firstOf(
  "header-list-too-large",
  (symptoms) => overSettings(symptoms),
  (symptoms) => overLoad(symptoms),
);

const overSettings = ({ evidence }: Symptoms): Finding | undefined => {
  const { http2 } = seenIn(evidence);
  const fault = http2 && settingsFault(http2);
  if (fault?.code !== "header-list-too-large") return undefined;
  return {
    side: "client",
    decided: true,
    sentence: "The request's headers are larger than the server's settings allow.",
    matched: [wire(fault.what)],
    remedy: fault.remedy,
  };
};

const overLoad = ({ evidence }: Symptoms): Finding | undefined => {
  const { http2 } = seenIn(evidence);
  const goaway = http2?.server.goaway;
  if (goaway?.code !== "ENHANCE_YOUR_CALM" || /ping/i.test(goaway.debugData)) return undefined;
  const bytes = Math.max(0, ...(http2?.grpc?.requests ?? []).map((one) => one.headerListSize));
  if (bytes < roomForCalls) return undefined;
  return {
    side: "client",
    decided: false,
    sentence: `The request's headers, ${bytes} bytes, may be more than the server takes: it ended the connection over the client's load.`,
    matched: [
      wire(`the request's header list has ${bytes} bytes`),
      wire(`GOAWAY of the server: ENHANCE_YOUR_CALM, debug data "${goaway.debugData}"`),
    ],
    nextCheck: "make the same call with less metadata: if it passes, the headers were too large",
    remedy:
      "send less metadata (a shorter token), or raise the server's limit (nginx: large_client_header_buffers)",
  };
};
