/** A sentence that says what may be seen, and leaves open what: the text itself comes below it. */
const introduction =
  /(?:^|[.!?:]\s{1,4}|[>*#-]\s{1,4}|\d[.)]\s{1,4})(?:\*\*)?(?:(?:if|when(?:ever)?|in case|should) (?:you|your|users?|somebody|someone)\b|(?:if|in case) (?:the|a|an|any|this|that|it|there)\b|(?:you|users?) (?:may|might|could|can|will|would) (?:also |then |sometimes |now )?(?:see|get|receive|encounter|find|run into|notice)\b|symptoms?\b)[^.!?\n]{0,300}$/i;

/** What the writer saw. */
const own = /\b(?:I|we|my|our|me|us)\b/;

const isFence = (line: string): boolean => /^\s{0,12}(?:```|~~~)/.test(line);
const isBlank = (line: string): boolean => line.trim() === "";
const isIndented = (line: string): boolean => /^(?: {2,80}|\t)\S/.test(line);

/** Lines of a block that are read on, at most. */
const longest = 200;

/** Where the block that begins at a line ends: a fence, what is indented, or a paragraph. Exclusive. */
const endOfBlock = (lines: readonly string[], from: number): number => {
  const first = lines[from] ?? "";
  const limit = Math.min(lines.length, from + longest);
  let at = from + 1;
  if (isFence(first)) {
    while (at < limit && !isFence(lines[at] ?? "")) at += 1;
    return at;
  }
  if (isIndented(first)) {
    while (at < limit && (isIndented(lines[at] ?? "") || isBlank(lines[at] ?? ""))) at += 1;
    return at;
  }
  while (at < limit && !isBlank(lines[at] ?? "")) at += 1;
  return at;
};

/** For each line whether it is what a document says may be seen, as in "If you see … do …", and not what was seen. */
export const inConditions = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map(() => false);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.length > 400 || !introduction.test(line) || own.test(line)) continue;
    let from = index + 1;
    while (from < lines.length && from - index < 4 && isBlank(lines[from] ?? "")) from += 1;
    if (from >= lines.length || isBlank(lines[from] ?? "")) continue;
    const to = endOfBlock(lines, from);
    inside.fill(true, from, to);
    index = to - 1;
  }
  return inside;
};
