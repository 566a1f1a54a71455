import { Lexer, Parser } from "yaml";

/** The deepest file of this checkout has 8 levels; a parser that calls itself for each has no stack left at some hundred. */
const mostLevels = 64;

/**
 * The longest file of this checkout has some two thousand tokens. What a parser does with a key, an alias or a fault takes
 * longer the more of them there are: with so many tokens a second at most.
 */
const mostTokens = 20_000;

/** Where a text is more than can be read in a second, and in what. */
export type YamlExcess = Readonly<{ offset: number; sentence: string }>;

/**
 * Looks at the tokens alone, which takes time in proportion to the text, and ends where it is too much.
 *
 * @param newLine - told where each line begins.
 */
export const yamlExcess = (text: string, newLine: (offset: number) => void): YamlExcess | null => {
  const parser = new Parser(newLine);
  newLine(0);
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    const { offset } = parser;
    if (tokens > mostTokens) {
      return {
        offset,
        sentence: `the file goes on after ${mostTokens} words, marks and line ends, which is the most that is read of one; write less into it`,
      };
    }
    for (const _ of parser.next(token));
    if (parser.stack.length > mostLevels) {
      return {
        offset,
        sentence: `nested deeper than ${mostLevels} levels; no field of such a file is`,
      };
    }
  }
  return null;
};
