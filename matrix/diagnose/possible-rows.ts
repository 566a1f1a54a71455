import type { Words } from "../expression/required-words.ts";
import { WordFinder } from "../expression/word-finder.ts";
import type { Row } from "../knowledge/texts/row.ts";
import { textTable } from "../knowledge/texts/text-table.ts";
import { tableWords } from "./table-words.ts";

/** A row, and the words of which its pattern's matches hold one; null where they need none. */
type RowWords = Readonly<{ row: Row; words: Words | null }>;

type Index = Readonly<{
  rows: readonly RowWords[];
  finder: WordFinder;
  /** Places in the table, by the id of a word. */
  byWord: readonly (readonly number[])[];
  always: readonly number[];
}>;

let made: Index | undefined;

/** Made when first asked for: a command that reads no text has no use for it. */
const index = (): Index => {
  if (made) return made;
  const words = tableWords();
  made = indexOf(textTable.map((row, place) => ({ row, words: words[place] ?? null })));
  return made;
};

const indexOf = (rows: readonly RowWords[]): Index => {
  const byWord = new Map<string, number[]>();
  for (const [place, { words }] of rows.entries()) {
    for (const word of words ?? []) byWord.set(word, [...(byWord.get(word) ?? []), place]);
  }
  return {
    rows,
    finder: new WordFinder([...byWord.keys()]),
    byWord: [...byWord.values()],
    always: rows.flatMap(({ words }, place) => (words === null ? [place] : [])),
  };
};

export const rowWords = (): readonly RowWords[] => index().rows;

/** The rows that may match somewhere in a text, in the order of the table. */
export const possibleRows = (text: string): readonly Row[] => {
  const { finder, byWord, always } = index();
  const places = new Set(always);
  for (const id of finder.in(text)) for (const place of byWord[id] ?? []) places.add(place);
  return [...places].sort((a, b) => a - b).flatMap((place) => textTable[place] ?? []);
};
