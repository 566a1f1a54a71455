import { candidatesOf } from "./candidates-of.ts";
import type { Hint } from "./hint.ts";
import type { Success } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";

type FactName = TextMatch["fact"]["fact"];

const leaving: ReadonlySet<FactName> = new Set([
  "closed",
  "closed-in-handshake",
  "opened-and-closed",
]);

/** A peer at a port that systems give to clients (IANA: 49152 to 65535, Linux from 32768 on). */
const ofClient =
  /\b(?:from|with|peer|addr|remote[\w-]{0,12})"?[=: ] ?"?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]{2,45}\]):(?:3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b/i;

/** Whether a server or proxy says that somebody connected to it and left. */
export const isVisit = ({ fact, acting, around }: TextMatch): boolean =>
  leaving.has(fact.fact) && (acting === "server" || (acting === null && ofClient.test(around)));

/** TLS before 1.2 alone: no gRPC library of today offers that, and every scanner does. */
const old = /unsupported SSLv2 handshake|offered only unsupported versions: \[(?:30[0-2] ?){1,3}\]/;

/** Whether a server refuses what scanners offer and gRPC's clients do not. */
export const isScan = ({ acting, quote }: TextMatch): boolean =>
  acting === "server" && old.test(quote);

/** Whether a text tells more of a failure than that somebody left. */
const namesCause = (said: TextMatch): boolean =>
  said.context === "printed" && !isVisit(said) && candidatesOf(said)?.depth === "root";

/**
 * Who connects and leaves, while calls are served beside and nothing names a cause: it is a health check or a scanner.
 */
export const visitors = (
  text: string,
  textMatches: readonly TextMatch[],
  successes: readonly Success[],
): Hint | undefined => {
  const visit = textMatches.find(isVisit);
  const [success] = successes;
  if (!visit || !success || textMatches.some(namesCause)) return undefined;
  return {
    codes: ["port-opened-and-closed"],
    side: "between",
    quote: visit.quote,
    at: Math.max(0, text.indexOf(visit.quote)),
    sentence:
      "Something opens the port and closes it again, as health checks and port scanners do, while calls are served beside it.",
  };
};
