import { quoteFrom, type Rule } from "../rule.ts";

const words = /This binary is a plugin|magic cookie|is a go-plugin plugin/i;

/** A plugin that was not started by a host it knows says so and ends. */
export const cookieMismatch: Rule = {
  code: "cookie-mismatch",
  clause: "hashicorp/go-plugin server.go, Serve",
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
      decided: true,
      sentence: "The plugin wants another magic cookie than the host sets, and ended.",
      matched: [said],
      remedy: "give host and plugin the same HandshakeConfig: MagicCookieKey and MagicCookieValue",
    };
  },
};
