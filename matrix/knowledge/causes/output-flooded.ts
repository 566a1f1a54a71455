import type { CauseKnowledge } from "../cause-knowledge.ts";

export const outputFlooded: CauseKnowledge = {
  summary: "The process printed more than anybody reads of it and was ended.",
  sides: ["server"],
  toBeSure:
    "Run it by hand: `<command> 2>&1 | head -c 65536 | wc -c` shows how fast it prints, and `| head` what.",
  clause: "harness/CONTRACT.md, Server: the only stdout line",
  check: { at: "endpoint", look: null },
  fix: {
    any: "print the announcement on standard output and little on standard error; send logs to a file",
  },
};
