import { earlyEnd, lastWords } from "../ended.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

const flush = "print the handshake line as the first line on standard output, and flush it";

/** A server that says so has got as far as its line: what is late for a busy machine alone says nothing of the kind. */
const serves = /\b(?:listening|serving|accepting connections)\b|\bready\b(?! in\b)/i;

/** Words with which such a line is of what is not yet, or will not be. */
const notYet =
  /\b(?:not|no|never|cannot|can't|isn't|before|until|once|when|if|waiting|wait|will|getting|almost|nearly|fail\w{0,4}|stop\w{0,4})\b/i;

const saysThatItServes = (stderr: string): boolean =>
  stderr.split("\n").some((line) => serves.test(line) && !notYet.test(line));

/** No line on standard output within the limit. */
export const handshakeLineMissing: Rule = {
  code: "handshake-line-missing",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (outcome.phase !== "handshake-line" || evidence.handshakeLine !== null) return undefined;
    if (earlyEnd(symptoms)) return undefined;
    const said = factsIn(clientTexts(evidence)).map(({ fact }) => fact.fact);
    // Where a host reads the end of standard output, it or somebody else may have ended the plugin.
    const ended = said.includes("plugin-line-missing") && !said.includes("timeout");
    const isUp = saysThatItServes(evidence.server?.stderr ?? "");
    return {
      side: "server",
      // Of one that says nothing it is open whether the line would have come.
      decided: !ended && isUp,
      sentence: ended
        ? "The server's standard output ended without a line that announces an address."
        : "The server started but announced no address on standard output in time.",
      matched: [
        { by: "orchestrator", text: outcome.kind === "failed" ? outcome.reason : "no line" },
        ...lastWords(symptoms),
      ],
      nextCheck: "run the plugin by hand with the host's cookie, and see how it ends",
      remedy: ended
        ? flush
        : `${flush}; where it only starts slowly (a JVM, a busy machine), give the host more time for the start`,
    };
  },
};
