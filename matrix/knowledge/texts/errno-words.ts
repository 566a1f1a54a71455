import type { Fact } from "../../domain/fact.ts";
import { glibcWords } from "./glibc-words.ts";
import { type Row, rowsFrom } from "./row.ts";
import type { TranslatedError } from "./translated-error.ts";
import { windowsWords } from "./windows-words.ts";

/** Conditions, guesses and questions of these languages: nobody reports with them. */
const hedged =
  /如果|若是|假如|是否|可能|是不是|もし|場合|만약|если|может|wenn |falls |vielleicht|peut-être|\bsi (?:vous|tu|el|la|o|a)\b|quizás?|talvez|forse|jeśli|może|eğer|belki/i;

/** What stands before an error that is printed; a quotation mark stands behind no letter. */
const opens = /(?:^|[:：([\])'=<>,;–-]\s{0,2}|(?<![\p{L}\p{N}])["“]\s{0,2})$/mu;

/** What goes on with a sentence, or asks. */
const goesOn = /^(?:[\p{L}\p{N}_]|["'”]?\s{0,2}[?？]|["'”][\p{Script=Han}，])/u;

/**
 * Errors of the operating system in other languages than English. Two or three words are also said by
 * people, so they count only where an error is printed: behind a colon, a bracket, a quotation mark or at
 * the beginning of a line, and up to the end of the words.
 */
const printed = ({ 0: words, index = 0, input = "" }: RegExpMatchArray): boolean => {
  const before = input.slice(Math.max(0, index - 60), index);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const after = input.slice(index + words.length, index + words.length + 4);
  return opens.test(before.slice(-3)) && !goesOn.test(after) && !hedged.test(line);
};

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");

/** Of two texts of which one begins with the other, the longer first. */
const anyOf = (texts: readonly string[]): RegExp =>
  new RegExp(
    [...texts]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join("|"),
  );

export const translatedErrors: readonly TranslatedError[] = [...glibcWords, ...windowsWords];

export const errnoWordRows: readonly Row[] = translatedErrors.flatMap(({ fact, seen, texts }) =>
  rowsFrom({ stack: "os", seen }, [
    [
      anyOf(texts),
      (match): Fact | undefined => (printed(match) ? fact : undefined),
      `connect: ${texts[0]}`,
    ],
  ]),
);
