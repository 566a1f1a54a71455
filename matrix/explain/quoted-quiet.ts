import type { ReadMatch } from "./ranked.ts";
import type { TextMatch } from "./text-match.ts";

/**
 * Without what somebody tells of in the words of a line that is pasted below and comes to nothing there, as the title of a
 * question quotes the end of a plugin that went well: what they saw is that line.
 */
export const withoutQuietMentions = (
  readMatches: readonly ReadMatch[],
  textMatches: readonly TextMatch[],
): readonly ReadMatch[] => {
  const telling = new Set(
    readMatches
      .filter(({ said, reading }) => said.context === "printed" && reading.candidates.length > 0)
      .map(({ said }) => said.record),
  );
  const quotesOf = (isTelling: boolean) =>
    new Set(
      textMatches
        .filter(({ context, record }) => context === "printed" && telling.has(record) === isTelling)
        .map(({ quote }) => quote),
    );
  const [loud, quiet] = [quotesOf(true), quotesOf(false)];
  return readMatches.filter(
    ({ said }) => said.context !== "quoted" || !quiet.has(said.quote) || loud.has(said.quote),
  );
};
