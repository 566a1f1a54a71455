import { quoteFrom, type Rule } from "../rule.ts";

/** go-plugin's own sentence, and what plugins without it may say. */
const words =
  /This binary is a plugin\. These are not meant to be executed directly|magic cookie|is a go-plugin plugin/i;

/** What follows the sentence in go-plugin's own message. */
const rest = /^(Please execute the program that consumes|load any plugins automatically)/;

/** Whether a process that printed this ended with those words. */
const isLast = (text: string): boolean =>
  words.test(
    text
      .split("\n")
      .filter((line) => line.trim() !== "" && !rest.test(line.trim()))
      .at(-1) ?? "",
  );

/** A plugin that was not started by a host it knows says so and ends. */
export const cookieMismatch: Rule = {
  code: "cookie-mismatch",
  diagnose: ({ outcome, evidence }) => {
    const server = evidence.server;
    if (outcome.phase !== "spawn" && outcome.phase !== "handshake-line") return undefined;
    // The cookie is looked at before the line is printed.
    if (/^\d+\|/.test(evidence.handshakeLine ?? "")) return undefined;
    const texts = [server?.stderr ?? "", evidence.handshakeLine ?? ""];
    const said = quoteFrom("server", texts, words);
    if (!said || !server?.exit) return undefined;
    return {
      side: "server",
      // What it says after that, it may have ended for.
      decided: texts.some(isLast),
      nextCheck: "run the plugin by hand with the host's cookie in its environment",
      sentence: "The plugin wants another magic cookie than the host sets, and ended.",
      matched: [said],
      remedy: "give host and plugin the same HandshakeConfig: MagicCookieKey and MagicCookieValue",
    };
  },
};
