/** Fewer modules than this means that the tool could not read the sources, not that all is well. */
const fewestModules = 50;

/** @returns a sentence if dependency-cruiser's closing line tells of too few modules. */
export const sawTooFewModules = (output: string): string | undefined => {
  const count = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  return count >= fewestModules
    ? undefined
    : `dependency-cruiser saw ${count} modules; expected at least ${fewestModules}`;
};
