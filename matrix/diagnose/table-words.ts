import { parseExpression } from "../expression/parse-expression.ts";
import { requiredWords, type Words } from "../expression/required-words.ts";
import { textTable } from "../knowledge/texts/text-table.ts";

/**
 * Of each row of the table, in its order, the words of which its pattern's matches hold one; null where they need none.
 * It follows from the table alone: the package has the answer in this function's place (tooling/package/answered.ts).
 */
export const tableWords = (): readonly (Words | null)[] =>
  textTable.map(({ pattern }) => requiredWords(parseExpression(pattern)));
