import type { Eventual } from "./eventual.ts";

/** How long is waited before it is waited for again: timers end at 2³¹ ms. */
const lookAgainMs = 3_600_000;

/**
 * Waits without a limit. Only where somebody else's life is the limit, who ends this process or brings the event by
 * ending: a plugin's host, the user at the terminal, the process that this one works for. The caller says who.
 */
export const lifelong = async <T>(eventual: Eventual<T>): Promise<T> => {
  for (;;) {
    const come = await eventual.map((value) => ({ value })).orAfter(lookAgainMs, null);
    if (come) return come.value;
  }
};
