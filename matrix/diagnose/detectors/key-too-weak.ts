import { rejectedCertificate } from "../rejected-certificate.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { saidIn } from "../said.ts";

const remedy = "use a key of at least 2048 bits (RSA), or an elliptic one";
/** The other side refuses it. */
export const keyTooWeak = rejectedCertificate({
  code: "key-too-weak",
  sentence: (whose) => `The ${whose} key is too short for the other side.`,
  remedy: () => remedy,
});

/** The library of the side that has it refuses it, before anything is dialled or announced. */
export const ownKeyTooWeak: Rule = {
  code: "key-too-weak",
  diagnose: ({ outcome, evidence }) => {
    const { server } = evidence;
    const own = (texts: readonly string[]) =>
      saidIn(texts).find(({ code }) => code === "key-too-weak");
    const ended = outcome.phase === "spawn" && server?.exit ? own([server.stderr]) : undefined;
    const refused = evidence.connections.length === 0 ? own(clientTexts(evidence)) : undefined;
    const said = ended ?? refused;
    if (!said) return undefined;
    const side = ended ? "server" : "client";
    return {
      side,
      decided: true,
      sentence: `The ${side}'s own library finds the ${side}'s key too short.`,
      matched: [{ by: side, text: said.text }],
      remedy,
    };
  },
};
