import type { Behaviour, Exchange } from "./behaviour.ts";

/** How long a behaviour waits by the clock, whatever the machine does: the least that its pauses add up to, in milliseconds. */
export const leastWaitMs = ({ exchanges }: Pick<Behaviour, "exchanges">): number =>
  exchanges.filter(({ atOnce }) => !atOnce).reduce((sum, one) => sum + waitOfMs(one), 0);

/** A call ends with what it was told to wait for, unless its client ends it before. */
const waitOfMs = ({ script, payloads, options, address }: Exchange): number => {
  const { sendEveryMs = 0, waitForReady = false } = options;
  const { delayMs, eachMs, sizes } = script ?? { delayMs: 0, eachMs: 0, sizes: [] };
  const endedByClientMs = Math.min(
    options.deadlineMs ?? Number.POSITIVE_INFINITY,
    cancelledAfterMs(options.cancel ?? null, eachMs),
  );
  if (address === "closed") return waitForReady ? endedByClientMs : 0;
  return Math.min(delayMs + eachMs * sizes.length + sendEveryMs * payloads.length, endedByClientMs);
};

const cancelledAfterMs = (
  cancel: NonNullable<Exchange["options"]["cancel"]> | null,
  eachMs: number,
): number => {
  if (cancel === null) return Number.POSITIVE_INFINITY;
  return "afterMs" in cancel ? cancel.afterMs : eachMs * cancel.afterMessages;
};
