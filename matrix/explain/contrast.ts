import { type HintPattern, hintPatterns } from "../knowledge/hint-patterns.ts";
import { leafAlone } from "./chain-listing.ts";
import { clockBehind } from "./clock.ts";
import type { Hint } from "./hint.ts";
import { crashBeside } from "./lost-calls.ts";
import { otherPeer } from "./other-peer.ts";
import { pauseIn } from "./pause.ts";
import type { Success } from "./successes.ts";
import { sideOf, type TextMatch } from "./text-match.ts";
import { visitors } from "./visitors.ts";

/** UTF-16 units in which hints are looked for. */
const scanned = 256 * 1024;

/** What the text tells beside the stacks' own words, the weightiest first. */
export const hintsIn = (
  text: string,
  textMatches: readonly TextMatch[],
  successes: readonly Success[],
): readonly Hint[] => {
  const facts = new Set(textMatches.map(({ fact }) => fact.fact));
  const bounded = text.slice(0, scanned);
  const all = [
    otherPeer(bounded, facts),
    leafAlone(bounded, textMatches),
    clockBehind(bounded, textMatches),
    crashBeside(bounded, textMatches),
    visitors(bounded, textMatches, successes),
    ...hintPatterns.map((sign) => clueOf(sign, bounded, textMatches)),
  ].filter((hint) => hint !== undefined);
  const pause = pauseIn(bounded, lastBroken(bounded, textMatches));
  return pause ? [...all, clueOfPause(bounded, pause)] : all;
};

/** What a connection that was lost while idle shows as. */
const brokenLater: ReadonlySet<TextMatch["fact"]["fact"]> = new Set([
  "reset",
  "broken-pipe",
  "closed",
  "wrapper",
]);

/** Where the last such text stands, the end where it was broken over lines; -1 where there is none. */
const lastBroken = (text: string, textMatches: readonly TextMatch[]): number => {
  const quotes = new Set(
    textMatches.filter(({ fact }) => brokenLater.has(fact.fact)).map(({ quote }) => quote),
  );
  let last = -1;
  for (const quote of quotes) {
    const at = text.lastIndexOf(quote);
    last = Math.max(last, at < 0 ? text.length : at);
  }
  return last;
};

const clueOfPause = (
  text: string,
  { at, seconds }: NonNullable<ReturnType<typeof pauseIn>>,
): Hint => ({
  codes: ["idle-drop"],
  quote: text.slice(at, at + 160).split("\n")[0] ?? "",
  at,
  sentence: `The connection failed after ${Math.round(seconds / 60)} minutes in which nothing was logged: an idle one may have been dropped on the way.`,
});

const clueOf = (
  { pattern, beside, ofProse, unless, accuses, ...told }: HintPattern,
  text: string,
  textMatches: readonly TextMatch[],
): Hint | undefined => {
  const fact = textMatches.find(
    (said) => beside.has(said.fact.fact) && (!ofProse || said.context === "printed"),
  );
  const match = fact ? pattern.exec(text) : null;
  if (!fact || !match || unless?.test(text)) return undefined;
  const side = accuses === "printer" ? sideOf(fact, "own") : (accuses ?? null);
  return { ...told, side, quote: match[0].trim(), at: match.index };
};
