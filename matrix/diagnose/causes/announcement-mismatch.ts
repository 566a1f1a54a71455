import { announcementSentence } from "../../domain/announcement-fault.ts";
import type { About } from "../about.ts";
import { firstLine } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "A standalone server announces other listeners than KV_SERVER_CONFIG asked for.",
  sides: ["server"],
  toBeSure:
    "`KV_SERVER_CONFIG='{…}' ./server | head -1` must show `{\"listeners\":[…]}` with the `id` and the `network` of every listener of KV_SERVER_CONFIG, each once and no other.",
  fix: {
    any: "answer from the entries of KV_SERVER_CONFIG themselves: copy `id` and `network`, add the `address` of the open listener, and print the line when all are open",
  },
};

/** The announcement has a listener too many, too few, twice or of another kind. */
export const announcementMismatch: Rule = {
  code: "announcement-mismatch",
  clause: "harness/CONTRACT.md, Server",
  about,
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
