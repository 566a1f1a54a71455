/** How often the tap looks whether its host still lives. */
const everyMs = 250;

/**
 * Calls back once when the process that started this one has gone: it then has another parent (getppid(2)).
 *
 * @returns what ends the watching.
 */
export const watchHost = (gone: () => void): (() => void) => {
  const host = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === host) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  return () => clearInterval(timer);
};
