/** A set of UTF-16 code units: ranges with both ends in them, sorted, none touching another. */
export type CodeUnits = readonly (readonly [from: number, to: number])[];

const highest = 0xffff;

export const none: CodeUnits = [];
export const all: CodeUnits = [[0, highest]];

export const union = (...sets: readonly CodeUnits[]): CodeUnits => {
  const joined: [number, number][] = [];
  for (const [from, to] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
};

export const complement = (set: CodeUnits): CodeUnits => {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= highest) gaps.push([next, highest]);
  return gaps;
};

export const overlap = (a: CodeUnits, b: CodeUnits): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => from <= end && start <= to));

/** With the other case of every letter of ASCII; letters beyond it stand for all that lies beyond. */
export const inBothCases = (set: CodeUnits): CodeUnits => {
  const code = onlyMember(set);
  if (code === null || code > 0x7f) return withOtherCases(set);
  const upper = code & ~0x20;
  if (upper < 0x41 || upper > 0x5a) return set;
  return [
    [upper, upper],
    [upper + 32, upper + 32],
  ];
};

const withOtherCases = (set: CodeUnits): CodeUnits =>
  union(
    set,
    ...set.flatMap(([from, to]): readonly CodeUnits[] => [
      shifted(from, to, 0x41, 0x5a, 32),
      shifted(from, to, 0x61, 0x7a, -32),
      to > 0x7f ? [[0x80, highest]] : none,
    ]),
  );

const shifted = (from: number, to: number, first: number, last: number, by: number): CodeUnits =>
  from <= last && to >= first ? [[Math.max(from, first) + by, Math.min(to, last) + by]] : none;

/** The only member; null where there are more, or none. */
export const onlyMember = (set: CodeUnits): number | null => {
  const [range] = set;
  return set.length === 1 && range && range[0] === range[1] ? range[0] : null;
};

export const digits: CodeUnits = [[0x30, 0x39]];
export const wordUnits: CodeUnits = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const lineEnds: CodeUnits = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** ECMA-262 sections 12.2 and 12.3. */
export const blanks: CodeUnits = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
