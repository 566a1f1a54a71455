import { asksToConnect } from "../asks-to-connect.ts";
import { firstBytes } from "../first-bytes.ts";
import { httpAnswer } from "../http-answer.ts";
import { clientTexts, nothingArrived, quoted, type Rule, seenIn } from "../rule.ts";
import { factsIn } from "../said.ts";

/** RFC 9110 section 15.5.8: 407. */
const wantsCredentials = httpAnswer("http-proxy-intercept");

/** The client goes by an HTTP proxy: it asks this address to CONNECT, or tells what the proxy answered. */
export const httpProxyIntercept: Rule = {
  code: "http-proxy-intercept",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const { connection } = seenIn(evidence);
    if (connection && asksToConnect(connection)) {
      return {
        side: "client",
        decided: true,
        sentence: "The client takes the address for an HTTP proxy and asks it to CONNECT.",
        matched: [firstBytes(connection, "client")],
        remedy: "take the address out of the client's proxy variables",
      };
    }
    if (connection?.wire.http2) return wantsCredentials.diagnose(symptoms);
    // A proxy that was reached hides who is behind it: what arrives here went past it.
    if (connection) return undefined;
    for (const { fact, quote } of factsIn(clientTexts(evidence))) {
      if (fact.fact !== "proxy-connect") continue;
      return {
        side: fact.status === null ? null : "between",
        decided: true,
        sentence: "An HTTP proxy stands before the address, and the client did not get past it.",
        matched: [quoted("client", quote.slice(0, 300)), nothingArrived],
        remedy: "put the address into no_proxy, or let the proxy connect to it",
      };
    }
    return undefined;
  },
};
