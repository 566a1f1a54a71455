import { type Mutant, onOneLine } from "./mutant.ts";
import { cutsOf, patternsIn } from "./pattern.ts";

/** A file without each of the alternatives of its patterns, and without each thing that they exclude. */
export const withoutAlternative = (file: string, text: string): readonly Mutant[] =>
  patternsIn(file, text).flatMap(({ line, from: opening, to: end, source, flags }) =>
    cutsOf({ source, flags }).map(({ from, to, instead }) => ({
      file,
      line,
      what: `${onOneLine(source.slice(from, to))} of ${onOneLine(text.slice(opening, end))}`,
      edit: { from: opening + 1 + from, to: opening + 1 + to, instead },
    })),
  );
