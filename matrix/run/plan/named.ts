/** With more variants than this, a message is the longer for them and no clearer. */
const fewVariants = 5;

/** Implementation ids for a message: "go, go:stock, node, broken-server with 44 variants". */
export const named = (ids: readonly string[]): string => {
  const variants = new Map<string, string[]>();
  for (const id of ids) {
    const [language = id] = id.split(/[:@]/);
    variants.set(language, [...(variants.get(language) ?? []), id]);
  }
  return [...variants]
    .map(([language, own]) =>
      own.length > fewVariants ? `${language} with ${own.length - 1} variants` : own.join(", "),
    )
    .join(", ");
};
