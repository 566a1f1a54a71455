import type { Hint } from "./hint.ts";
import type { TextMatch } from "./text-match.ts";

/** UTF-16 units of a list that are read. */
const longest = 16_384;

/**
 * A server that sent its own certificate alone, of another issuer, as `openssl s_client` lists what came: what stands between
 * the two may be missing.
 */
export const leafAlone = (text: string, textMatches: readonly TextMatch[]): Hint | undefined => {
  if (!textMatches.some(({ fact }) => fact.fact === "unknown-authority")) return undefined;
  const first = /^ {0,3}0 s: ?([^\n]{1,400})\n {1,6}i: ?([^\n]{1,400})$/m.exec(text);
  if (!first || first[1] === first[2]) return undefined;
  const list = text.slice(first.index, first.index + longest);
  if (/^ {0,3}1 s:/m.test(list)) return undefined;
  return {
    codes: ["incomplete-chain", "unknown-ca"],
    side: "server",
    quote: `0 s:${first[1]} i:${first[2]}`,
    at: first.index,
    sentence:
      "The server sends its own certificate alone, and another CA issued it: unless that CA is a root, its certificate is missing from what the server sends.",
  };
};
