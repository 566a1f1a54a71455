/** Columns that text needs in a terminal at most, each character for itself; never less than one a character. */
export const columnsOf = (text: string): number =>
  isNarrow(text)
    ? text.length
    : [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

/** Whether every character is one that most output has no other than: the table of emoji takes time to be built. */
const isNarrow = (text: string): boolean => /^[\0-\u0fff]*$/.test(text);

/**
 * The characters of EastAsianWidth.txt with W or F lie in Hangul Jamo, from the CJK radicals on or among the emoji;
 * U+FFFD, which lies there too, is narrow.
 */
const wide = /[\u1100-\u115f\u2e80-\ufffc\u{10000}-\u{10ffff}\p{Emoji_Presentation}]/u;
