import type { CauseKnowledge } from "../cause-knowledge.ts";

export const labelNotHonoured: CauseKnowledge = {
  summary: "The connection was not the one that was asked for.",
  sides: ["harness", "client"],
  toBeSure:
    "The cell's observed properties against its id: TLS version, key, group, who authenticated.",
  clause: "harness/CONTRACT.md, KV_SERVER_CONFIG and prove",
  check: { at: "endpoint", look: null },
  fix: {
    any: "make the implementation do what it was asked, or let it answer unsupported",
  },
};
