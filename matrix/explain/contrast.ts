import type { Hint } from "./hint.ts";
import { type HintPattern, hintPatterns } from "./hint-patterns.ts";
import { otherPeer } from "./other-peer.ts";
import { pauseIn } from "./pause.ts";
import { sideOf, type TextMatch } from "./text-match.ts";

/** UTF-16 units in which hints are looked for. */
const scanned = 256 * 1024;

/** What the text tells beside the stacks' own words, the weightiest first. */
export const hintsIn = (text: string, textMatches: readonly TextMatch[]): readonly Hint[] => {
  const facts = new Set(textMatches.map(({ fact }) => fact.fact));
  const bounded = text.slice(0, scanned);
  const elsewhere = otherPeer(bounded, facts);
  const found = hintPatterns.flatMap((sign) => clueOf(sign, bounded, textMatches) ?? []);
  const all = elsewhere ? [elsewhere, ...found] : found;
  const pause = [...brokenLater].some((fact) => facts.has(fact)) ? pauseIn(bounded) : undefined;
  return pause ? [...all, clueOfPause(bounded, pause)] : all;
};

/** What a connection that was lost while idle shows as. */
const brokenLater: ReadonlySet<TextMatch["fact"]["fact"]> = new Set([
  "reset",
  "broken-pipe",
  "closed",
  "wrapper",
]);

const clueOfPause = (
  text: string,
  { at, seconds }: NonNullable<ReturnType<typeof pauseIn>>,
): Hint => ({
  codes: ["idle-drop"],
  decides: false,
  side: null,
  quote: text.slice(at, at + 160).split("\n")[0] ?? "",
  at,
  sentence: `The connection failed after ${Math.round(seconds / 60)} minutes in which nothing was logged: an idle one may have been dropped on the way.`,
});

const clueOf = (
  { codes, decides, pattern, beside, accuses, sentence }: HintPattern,
  text: string,
  textMatches: readonly TextMatch[],
): Hint | undefined => {
  const fact = textMatches.find((said) => beside.has(said.fact.fact));
  const match = fact ? pattern.exec(text) : null;
  if (!fact || !match) return undefined;
  const side = accuses ? sideOf(fact, "own") : null;
  return { codes, decides, side, quote: match[0].trim(), at: match.index, sentence };
};
