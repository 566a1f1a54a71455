/** Part of a pattern; what alternatives hold is a pattern each. */
type Part =
  | Readonly<{ kind: "text"; text: string }>
  | Readonly<{ kind: "anything" }>
  | Readonly<{ kind: "either"; alternatives: readonly (readonly Part[])[] }>;

type Pattern = Readonly<{
  parts: readonly Part[];
  /** Stands in every id that matches. Most patterns are of other cells, and this tells it at once. */
  texts: readonly string[];
}>;

/** Every cell is held against every pattern of the expectations. */
const known = new Map<string, Pattern>();

/**
 * Whether a whole cell id is as a pattern says: `*` stands for any characters, `{a,b}` for either, everything else for
 * itself. A brace that is not closed reaches to the end. The time is bounded by the length of the pattern times that of the
 * id: a pattern may come from a queue.
 */
export const matchesGlob = (pattern: string, id: string): boolean => {
  let read = known.get(pattern);
  if (!read) {
    const parts = partsOf(pattern);
    const texts = parts.flatMap((part) => (part.kind === "text" ? [part.text] : []));
    read = { parts, texts: texts.sort((one, other) => other.length - one.length) };
    known.set(pattern, read);
  }
  return (
    read.texts.every((text) => id.includes(text)) &&
    reached(read.parts, id, [0]).at(-1) === id.length
  );
};

const partsOf = (pattern: string): readonly Part[] => {
  const open: Part[][][] = [[[]]];
  const last = (): Part[] => open.at(-1)?.at(-1) ?? [];
  const close = () => {
    const alternatives = open.pop() ?? [];
    last().push({ kind: "either", alternatives });
  };
  for (const [piece] of pattern.matchAll(/[*{},]|[^*{},]+/g)) {
    if (piece === "*") last().push({ kind: "anything" });
    else if (piece === "{") open.push([[]]);
    else if (piece === "}" && open.length > 1) close();
    else if (piece === "," && open.length > 1) open.at(-1)?.push([]);
    else last().push({ kind: "text", text: piece });
  }
  while (open.length > 1) close();
  return open[0]?.[0] ?? [];
};

/** Up to where an id can be read by a pattern that begins at these places; in order, each once. */
const reached = (
  parts: readonly Part[],
  id: string,
  places: readonly number[],
): readonly number[] => {
  let at = places;
  for (const part of parts) {
    if (at.length === 0) return at;
    at = after(part, id, at);
  }
  return at;
};

const after = (part: Part, id: string, places: readonly number[]): readonly number[] => {
  switch (part.kind) {
    case "text":
      return places
        .filter((place) => id.startsWith(part.text, place))
        .map((place) => place + part.text.length);
    case "anything": {
      const [first = 0] = places;
      return Array.from({ length: id.length - first + 1 }, (_, further) => first + further);
    }
    case "either": {
      const all = part.alternatives.flatMap((one) => reached(one, id, places));
      return [...new Set(all)].sort((a, b) => a - b);
    }
  }
};
