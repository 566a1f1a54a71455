import type { About } from "../about.ts";
import { quoteFrom, type Rule } from "../rule.ts";

const about: About = {
  summary:
    "The plugin was not started by a host that it knows: the magic cookie in its environment is missing or another.",
  sides: ["client", "server"],
  toBeSure:
    "Compare HandshakeConfig.MagicCookieKey and MagicCookieValue of both builds; `env KEY=value ./plugin` then prints the handshake line in place of `This binary is a plugin`.",
  fix: {
    any: "let nothing between host and plugin (sudo, a wrapper script, a container) empty the environment",
    go: "one HandshakeConfig{MagicCookieKey, MagicCookieValue} that host and plugin import from the same package",
    python: "compare os.environ[key] with the host's value; do not ask for another",
    node: "compare process.env[key] with the host's value; do not ask for another",
  },
};

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
  clause: "hashicorp/go-plugin server.go, Serve",
  about,
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
