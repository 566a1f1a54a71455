import { earlyEnd, endOf, lastWords } from "../ended.ts";
import type { Rule } from "../rule.ts";

/** It ended before it said where it listens. */
export const exitedEarly: Rule = {
  code: "exited-early",
  diagnose: (symptoms) => {
    const exit = earlyEnd(symptoms);
    if (!exit) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server ended (${endOf(exit)}) before it announced an address.`,
      matched: [{ by: "launcher", text: `ended with ${endOf(exit)}` }, ...lastWords(symptoms)],
      remedy: "read its last words; run it by hand with the same environment",
    };
  },
};
