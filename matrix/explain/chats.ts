/** Who speaks in a chat, alone on a line with the time: "**ann** 09:12", "ann  [9:12 AM]", "ann — Today at 09:12". */
const speaker =
  /^[*_@]{0,3}[\p{L}][\p{L}\d_.' -]{0,30}[*_]{0,3}[,:]? {0,3}(?:[—–-] {0,2})?[[(]?(?:(?:[Tt]oday|[Yy]esterday)(?: at)? |\d{1,2} [A-Z][a-z]{2} \d{4}(?: at|,)? |\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}:\d\d(?: ?[AaPp][Mm])?[\])]?:?$/u;

/** The same before what is said: "[09:12] <ann> …", "[30.11.26, 09:12] ann: …", "09:12 <ann> …". */
const opening =
  /^\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?(?: - | {1,2})(?:<@?([\p{L}][\p{L}\d_.-]{0,24})> |([\p{L}][\p{L}' ]{0,24}): )/u;

/** What a program's name is never, and a colleague's words are. */
const personal =
  /\b(?:I|we|you|he|she|they|it's|my|our|your|the|that|this|what|yes|no|ok|lol|and|but|because|so|then|remember|again|somebody|anyone|was|were|had)\b/i;

const word = /(?<![\w/.:=-])[a-z][a-z']{1,20}(?![\w/:=(-])/gi;

/** Plain words in what a colleague says, at least. */
const fewest = 4;

type ReadLine = Readonly<{ line: string; around: string }>;

const isProse = (words: string): boolean =>
  personal.test(words) && [...words.matchAll(word)].length >= fewest;

const isIndented = (line: string): boolean => /^(?: {4}|\t)/.test(line);

/** For each line whether it is a sentence that somebody wrote to others in a chat: it tells of a fault, and shows none. */
export const inChats = (lines: readonly ReadLine[]): readonly boolean[] => {
  const inside = lines.map(() => false);
  const speakers = new Set<number>();
  const names = new Set<string>();
  for (const [index, { line }] of lines.entries()) {
    const words = line.slice(0, 120).trimEnd();
    if (speaker.test(words)) speakers.add(index);
    const said = opening.exec(words);
    const name = said?.[1] ?? said?.[2];
    if (said && name !== undefined && isProse(words.slice(said[0].length))) names.add(name);
  }
  let isFenced = false;
  for (const [index, { line, around }] of lines.entries()) {
    if (/^\s{0,3}```/.test(line)) isFenced = !isFenced;
    const said = opening.exec(around.slice(0, 120));
    const name = said?.[1] ?? said?.[2] ?? "";
    const isOfOne = speakers.size > 1 && !speakers.has(index) && !isFenced && !isIndented(line);
    const isOfNamed = names.size > 1 && names.has(name);
    inside[index] =
      (isOfOne && isProse(around)) || (isOfNamed && isProse(around.slice(said?.[0].length)));
  }
  return inside;
};
