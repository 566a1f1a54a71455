/** Nobody wonders before. */
const firstMs = 10_000;

/**
 * Says how far something has come that may take seconds or days: after 10 s, and then each time that it has taken twice
 * as long, so that a log of it stays short.
 *
 * @returns ends it.
 */
export const doublingProgress = (say: () => void): (() => void) => {
  let afterMs = firstMs;
  let timer = setTimeout(again, afterMs);
  function again() {
    say();
    timer = setTimeout(again, afterMs);
    afterMs *= 2;
  }
  return () => clearTimeout(timer);
};
