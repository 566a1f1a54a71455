import { announcementSentence } from "../../domain/announcement-fault.ts";
import { firstLine } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

/** The announcement has a listener too many, too few, twice or of another kind. */
export const announcementMismatch: Rule = {
  code: "announcement-mismatch",
  diagnose: ({ evidence: { announcementFault: fault, handshakeLine } }) => {
    if (fault?.kind !== "mismatch") return undefined;
    const sentence = announcementSentence(fault);
    return {
      side: "server",
      decided: true,
      sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      matched: [firstLine(handshakeLine ?? "")],
      remedy: "announce each listener of KV_SERVER_CONFIG once, with its id and its network",
    };
  },
};
