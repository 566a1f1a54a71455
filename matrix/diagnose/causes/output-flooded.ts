import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "The process printed more than anybody reads of it and was ended.",
  sides: ["server"],
  toBeSure:
    "Run it by hand: `<command> 2>&1 | head -c 65536 | wc -c` shows how fast it prints, and `| head` what.",
  fix: {
    any: "print the announcement on standard output and little on standard error; send logs to a file",
  },
};

/** It printed so much that the runner ended it. */
export const outputFlooded: Rule = {
  code: "output-flooded",
  clause: "harness/CONTRACT.md, Server: the only stdout line",
  about,
  diagnose: ({ evidence }) => {
    const because = evidence.server?.endedBecause;
    if (!because) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server printed so much that it was ended.",
      matched: [{ by: "launcher", text: because }],
      remedy: "print the announcement on standard output and little on standard error",
    };
  },
};
