import { setMaxListeners } from "node:events";
import { Eventual } from "./eventual.ts";

/** When a signal is aborted, if ever; at once where it is already. */
export const abortOf = (signal: AbortSignal): Eventual<"aborted"> =>
  Eventual.when((settle) => {
    if (signal.aborted) return settle("aborted");
    // Each cell that runs listens; Node 22 warns of a leak when there are eleven.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => settle("aborted"), { once: true });
  });
