/** A stretch of a text that nobody is to see. */
export type SecretStretch = Readonly<{
  kind: "private key" | "secret";
  start: number;
  end: number;
}>;

/** Of each kind in one text: more than anybody reads, and few enough to be cut out in a moment. */
const mostSecrets = 2048;

/**
 * What a finder yields in the order of the text, up to so many that the text was made to have them: what follows them is cut
 * as one secret then.
 *
 * @param length - of the text.
 */
export const upToMost = (
  length: number,
  finder: Iterable<SecretStretch>,
): readonly SecretStretch[] => {
  const found: SecretStretch[] = [];
  for (const stretch of finder) {
    if (found.length === mostSecrets) return [...found, { ...stretch, end: length }];
    found.push(stretch);
  }
  return found;
};

/** What stands in a stretch's place. */
export const noteOf = ({ kind }: SecretStretch): string => `[${kind} removed]`;

/** The notes of an earlier cleaning, as the stretches that they stand for. */
export const notesIn = (text: string): readonly SecretStretch[] =>
  [...text.matchAll(note)].map(({ 0: { length }, 1: kind, index }) => ({
    kind: kind === "secret" ? kind : "private key",
    start: index,
    end: index + length,
  }));

const note = /\[(secret|private key) removed\]/g;

/** In their order, those that overlap as one; it has a private key if one of them has. */
export const joined = (stretches: readonly SecretStretch[]): readonly SecretStretch[] => {
  const all: SecretStretch[] = [];
  for (const next of stretches.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (!last || next.start >= last.end) all.push(next);
    else {
      const kind = last.kind === "private key" ? last.kind : next.kind;
      all[all.length - 1] = { kind, start: last.start, end: Math.max(last.end, next.end) };
    }
  }
  return all;
};
