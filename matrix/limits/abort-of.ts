import { Eventual } from "./eventual.ts";

/** When a signal is aborted, if ever; at once where it is already. */
export const abortOf = (signal: AbortSignal): Eventual<"aborted"> =>
  Eventual.when((settle) => {
    if (signal.aborted) settle("aborted");
    else signal.addEventListener("abort", () => settle("aborted"), { once: true });
  });
