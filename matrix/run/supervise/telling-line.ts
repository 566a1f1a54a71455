/** Go's last line, and what Maven advises behind what was wrong. */
const saysNothing =
  /^(?:|too many errors|\[ERROR\](?: (?:-> )?\[Help 1\].*| (?:To see the full stack trace|Re-run Maven|For more information) .*)?)$/;

/** Of what a step of a build printed in the end, the line that says what was wrong; the last where none does. */
export const tellingLine = (lines: readonly string[]): string => {
  const trimmed = lines.map((line) => line.trim());
  return trimmed.findLast((line) => !saysNothing.test(line)) ?? trimmed.at(-1) ?? "";
};
