import { httpAnswerOf } from "../knowledge/http-answers.ts";
import type { Particular } from "../knowledge/particular.ts";
import { particulars } from "../knowledge/particulars.ts";
import type { Ranked } from "./ranked.ts";
import type { TextMatch } from "./text-match.ts";

/** What is said of a cause in the place of its own sentence and fix; null where its own is right. */
type Said = Readonly<{ sentence: string | null; remedy: string }>;

/** What the texts that speak for a cause tell beyond it; undefined where they tell no more. */
export const particularOf = (cause: Pick<Ranked, "code" | "side" | "by">): Said | undefined =>
  ofStatus(cause) ?? ofWords(cause);

/** What a status says, if it is the first thing that speaks for a cause. */
const ofStatus = ({ code, by: [first] }: Pick<Ranked, "code" | "by">): Said | undefined => {
  if (first?.fact.fact !== "http-status") return undefined;
  const answer = httpAnswerOf(first.fact.status);
  return answer.code === code ? answer : undefined;
};

const ofWords = ({ code, side, by }: Pick<Ranked, "code" | "side" | "by">): Said | undefined => {
  for (const one of particulars) {
    if (one.code !== code || (one.side ?? side) !== side) continue;
    for (const said of by) {
      const found = fitting(one, said);
      if (found) return found;
    }
  }
  return undefined;
};

const fitting = (
  { quote, holds, around, sentence, remedy }: Particular,
  said: TextMatch,
): Said | undefined => {
  if (holds && !(said.fact.fact === "key-not-loadable" && said.fact.what === holds)) return;
  if (around && !around.test(said.around)) return undefined;
  const match = quote?.exec(said.quote);
  if (quote && !match) return undefined;
  return { sentence, remedy: remedy.replaceAll("$1", match?.[1] ?? "") };
};
