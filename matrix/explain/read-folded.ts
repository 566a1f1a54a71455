import { type Printer, type Reading, readText } from "../diagnose/read-texts.ts";
import { withoutLinePrefix } from "./line-prefix.ts";
import { mapped } from "./mapped-text.ts";
import { unwrapped } from "./unwrapped.ts";

/**
 * What `readText` finds in the text, and beyond it in the stretches that a terminal's width may have broken:
 * of those, only what lies across a break. Offsets are of the text as it stands.
 */
export const readFolded = (text: string, printer: Printer): readonly Reading[] => {
  const identity = mapped(text);
  const bare = withoutLinePrefix(identity);
  const foldings = [identity, ...(bare ? [bare] : [])].flatMap((folded) =>
    (["", " "] as const).map((joint) => unwrapped(folded, joint)),
  );
  const across = foldings.flatMap((joined) => {
    return readText(joined.text, printer).flatMap((reading): readonly Reading[] => {
      const from = joined.at[reading.span.from] ?? 0;
      const to = (joined.at[reading.span.to - 1] ?? 0) + 1;
      return text.slice(from, to).includes("\n") ? [{ ...reading, span: { from, to } }] : [];
    });
  });
  if (across.length === 0) return readText(text, printer);
  const taken = new Uint8Array(text.length);
  // Blanks that the joint put in are no part of a text.
  const size = ({ quote }: Reading): number => quote.replace(/\s/g, "").length;
  return [...across, ...readText(text, printer)]
    .sort((a, b) => size(b) - size(a))
    .filter(({ span }) => {
      if (taken[span.from] || taken[span.to - 1]) return false;
      taken.fill(1, span.from, span.to);
      return true;
    })
    .sort((a, b) => a.span.from - b.span.from);
};
