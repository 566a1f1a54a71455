import { clientTexts, type Rule } from "../rule.ts";
import { saidIn } from "../said.ts";

/** A side's own key or certificate is refused by its own library. */
export const keyNotLoadable: Rule = {
  code: "key-not-loadable",
  clause: "RFC 5958; RFC 7468",
  diagnose: ({ outcome, evidence }) => {
    const server = evidence.server;
    const own = (texts: readonly string[]) =>
      saidIn(texts).find(({ code }) => code === "key-not-loadable");
    const ended = outcome.phase === "spawn" && server?.exit ? own([server.stderr]) : undefined;
    const refused = evidence.connections.length === 0 ? own(clientTexts(evidence)) : undefined;
    const said = ended ?? refused;
    if (!said) return undefined;
    const side = ended ? "server" : "client";
    return {
      side,
      decided: true,
      sentence: `The ${side}'s library does not load the ${side}'s own key.`,
      matched: [{ by: side, text: said.text }],
      remedy:
        "give it a PKCS #8 key (BEGIN PRIVATE KEY) of a type that the library knows, and its certificate",
    };
  },
};
