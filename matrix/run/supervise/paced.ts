import { setImmediate } from "node:timers/promises";

/** Read in some 20 ms. */
const bytesAtOnce = 16 * 2 ** 20;

/**
 * For work that blocks the event loop: after so many bytes it has a turn, in which a signal is heard.
 *
 * @returns told how much has been done since it was told before. @throws the signal's reason, once it is aborted.
 */
export const paced = (signal: AbortSignal) => {
  let done = 0;
  return async (bytes: number): Promise<void> => {
    signal.throwIfAborted();
    done += bytes;
    if (done < bytesAtOnce) return;
    done = 0;
    await setImmediate();
    signal.throwIfAborted();
  };
};
