import { decisiveConnection, type Rule, wire } from "../rule.ts";

/** The peer says that the request is not for it: 421 Misdirected Request. */
export const authorityRejected: Rule = {
  code: "authority-rejected",
  diagnose: ({ evidence }) => {
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const refusal = http2?.server.headers.find(({ status }) => status === "421");
    if (!refusal) return undefined;
    const request = http2?.client.headers.find(({ stream }) => stream === refusal.stream);
    const authority = request?.authority ?? null;
    const who = refusal.server ?? refusal.via;
    return {
      // Which of the two has the wrong name is not on the wire.
      side: null,
      decided: true,
      sentence: `The peer does not serve the authority ${authority ?? "that the client names"}.`,
      matched: [
        wire(`HEADERS of stream ${refusal.stream}: :status 421${who ? `, server ${who}` : ""}`),
        ...(authority === null ? [] : [wire(`:authority ${authority}`)]),
      ],
      remedy: "name an authority that the peer serves, or let the peer serve this one",
    };
  },
};
