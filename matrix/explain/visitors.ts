import type { Hint } from "./hint.ts";
import type { Success } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";

type FactName = TextMatch["fact"]["fact"];

const leaving: ReadonlySet<FactName> = new Set([
  "closed",
  "closed-in-handshake",
  "opened-and-closed",
]);

/** Whether a server or proxy says that somebody connected to it and left. */
export const isVisit = ({ fact, acting }: TextMatch): boolean =>
  acting === "server" && leaving.has(fact.fact);

/** Who connects and leaves, while calls are served beside: it is a health check or a scanner. */
export const visitors = (
  text: string,
  textMatches: readonly TextMatch[],
  successes: readonly Success[],
): Hint | undefined => {
  const visit = textMatches.find(isVisit);
  const [success] = successes;
  if (!visit || !success) return undefined;
  return {
    codes: ["port-opened-and-closed"],
    decides: false,
    side: "between",
    quote: visit.quote,
    at: Math.max(0, text.indexOf(visit.quote)),
    sentence:
      "Something opens the port and closes it again, as health checks and port scanners do, while calls are served beside it.",
    remedy: null,
  };
};
