import { linesOf } from "./lines.ts";
import { opensRecord } from "./record-beginning.ts";
import { isBroken } from "./unwrapped.ts";

const continuation =
  /^(?:[ \t]|caused by\b|at |\.\.\. \d|suppressed:|\[cause\]|[>)}\]]|status = |details = |debug_error_string)/i;

/**
 * For each line the number of its record: what one process said at once, an error with the lines of its
 * causes. A line goes on with a record where it stands indented or says so, or where the one before broke off.
 */
export const recordNumbers = (text: string): readonly number[] => {
  const lines = linesOf(text);
  const numbers: number[] = [];
  let record = 0;
  for (const [index, { from, to }] of lines.entries()) {
    const line = text.slice(from, Math.min(to, from + 200));
    const goesOn =
      index > 0 &&
      (isBroken(text, lines, index - 1) || (continuation.test(line) && !opensRecord(line)));
    if (!goesOn) record += 1;
    numbers.push(record);
  }
  return numbers;
};
