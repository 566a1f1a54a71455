import type { Clue } from "./clue.ts";
import { otherPeer } from "./other-peer.ts";
import { pauseIn } from "./pause.ts";
import { type Sign, signs } from "./signs.ts";
import type { Utterance } from "./utterance.ts";

/** UTF-16 units in which clues are looked for. */
const scanned = 256 * 1024;

/** What the text tells beside the stacks' own words, the weightiest first. */
export const cluesIn = (text: string, utterances: readonly Utterance[]): readonly Clue[] => {
  const facts = new Set(utterances.map(({ fact }) => fact.fact));
  const bounded = text.slice(0, scanned);
  const elsewhere = otherPeer(bounded, facts);
  const found = signs.flatMap((sign) => clueOf(sign, bounded, facts) ?? []);
  const all = elsewhere ? [elsewhere, ...found] : found;
  const pause = [...brokenLater].some((fact) => facts.has(fact)) ? pauseIn(bounded) : undefined;
  return pause ? [...all, clueOfPause(bounded, pause)] : all;
};

/** What a connection that was lost while idle shows as. */
const brokenLater: ReadonlySet<Utterance["fact"]["fact"]> = new Set([
  "reset",
  "broken-pipe",
  "closed",
  "wrapper",
]);

const clueOfPause = (
  text: string,
  { at, seconds }: NonNullable<ReturnType<typeof pauseIn>>,
): Clue => ({
  codes: ["idle-drop"],
  decides: false,
  quote: text.slice(at, at + 160).split("\n")[0] ?? "",
  at,
  sentence: `The connection failed after ${Math.round(seconds / 60)} minutes in which nothing was logged: an idle one may have been dropped on the way.`,
});

const clueOf = (
  { codes, decides, pattern, beside, sentence }: Sign,
  text: string,
  facts: ReadonlySet<Utterance["fact"]["fact"]>,
): Clue | undefined => {
  if (![...beside].some((fact) => facts.has(fact))) return undefined;
  const match = pattern.exec(text);
  return match ? { codes, decides, quote: match[0].trim(), at: match.index, sentence } : undefined;
};
