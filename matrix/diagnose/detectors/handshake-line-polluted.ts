import type { Quote } from "../../domain/cause.ts";
import { firstLine, isLineOfSomeCore } from "../handshake-line.ts";
import { clientTexts, type Rule } from "../rule.ts";

/** The first line is something else. */
export const handshakeLinePolluted: Rule = {
  code: "handshake-line-polluted",
  diagnose: ({ outcome, evidence }) => {
    const { handshakeLine: line, announcementFault } = evidence;
    if (outcome.phase !== "handshake-line" || line === null) return undefined;
    if (
      announcementFault ? announcementFault.kind !== "no-announcement" : isLineOfSomeCore.test(line)
    )
      return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The first line on the server's standard output is no ${announcementFault ? "announcement" : "handshake line"}.`,
      matched: [
        firstLine(line),
        ...clientTexts(evidence)
          .slice(0, 1)
          .map((text): Quote => ({ by: "client", text: text.slice(0, 300) })),
      ],
      remedy: "keep standard output for the line that announces the address; log to standard error",
    };
  },
};
