/**
 * A text with its words in braces replaced. Other words in braces stay: they are the program's own.
 */
export const rendered = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? (words[name] ?? whole) : whole,
  );
