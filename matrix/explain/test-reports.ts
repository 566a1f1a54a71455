/** Where a suite of JUnit's XML begins, which many other runners write too. */
const begins = /<testsuite(?:\s|$)/;

const ends = /<\/testsuite>/;

/** How many tests of a suite ended so, as its title counts them; null where it does not. */
const countOf = (title: string, what: "tests" | "failures" | "errors"): number | null => {
  const count = new RegExp(`\\s${what}\\s?=\\s?["'](\\d{1,7})["']`).exec(title)?.[1];
  return count === undefined ? null : Number(count);
};

/** Attributes may stand on lines of their own. */
const longestTitle = 12;

const titleAt = (lines: readonly string[], index: number): string => {
  const some = lines.slice(index, index + longestTitle);
  const last = some.findIndex((line) => line.includes(">"));
  return some.slice(0, last + 1).join(" ");
};

/** For each line whether it is of a suite in a test report, in which tests ran and none failed: what it prints was provoked. */
export const inCleanReports = (lines: readonly string[]): readonly boolean[] => {
  let isClean = false;
  return lines.map((line, index) => {
    if (begins.test(line)) {
      const title = titleAt(lines, index);
      const failed = [countOf(title, "failures"), countOf(title, "errors") ?? 0];
      isClean = (countOf(title, "tests") ?? 0) > 0 && failed.every((count) => count === 0);
    }
    const isInside = isClean;
    if (ends.test(line)) isClean = false;
    return isInside;
  });
};
