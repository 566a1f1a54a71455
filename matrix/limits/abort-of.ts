import { Eventual } from "./eventual.ts";

/** One for each signal: each cell of a run waits for the run's end. */
const known = new WeakMap<AbortSignal, Eventual<"aborted">>();

/** When a signal is aborted, if ever; at once where it is already. */
export const abortOf = (signal: AbortSignal): Eventual<"aborted"> => {
  const before = known.get(signal);
  if (before !== undefined) return before;
  const eventual = Eventual.when<"aborted">((settle) => {
    if (signal.aborted) return settle("aborted");
    signal.addEventListener("abort", () => settle("aborted"), { once: true });
  });
  known.set(signal, eventual);
  return eventual;
};
