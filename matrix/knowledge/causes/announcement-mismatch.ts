import type { CauseKnowledge } from "../cause-knowledge.ts";

export const announcementMismatch: CauseKnowledge = {
  summary: "A standalone server announces other listeners than KV_SERVER_CONFIG asked for.",
  sides: ["server"],
  toBeSure:
    "`KV_SERVER_CONFIG='{…}' ./server | head -1` must show `{\"listeners\":[…]}` with the `id` and the `network` of every listener of KV_SERVER_CONFIG, each once and no other.",
  clause: "harness/CONTRACT.md, Server",
  check: { at: "endpoint", look: null },
  fix: {
    any: "answer from the entries of KV_SERVER_CONFIG themselves: copy `id` and `network`, add the `address` of the open listener, and print the line when all are open",
  },
};
