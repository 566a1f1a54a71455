const mostNear = 3;

/** The cells whose ids have the most parts in common with one that is not among them, at most three. */
export const nearCells = (wanted: string, ids: readonly string[]): readonly string[] => {
  const parts = wanted.split("/");
  return ids
    .map((id) => ({ id, common: commonParts(parts, id.split("/")) }))
    .filter(({ common }) => common > 0)
    .sort((a, b) => b.common - a.common)
    .slice(0, mostNear)
    .map(({ id }) => id);
};

const commonParts = (wanted: readonly string[], parts: readonly string[]): number =>
  parts.filter((part, at) => part === wanted[at]).length;
