import type { Passage, WireMessage } from "../../domain/wire-message.ts";

/** A message with the time at which its last byte passed. */
export type Rung = Readonly<{
  message: WireMessage;
  /** null where no passage reached the message's end. */
  atMs: number | null;
  /** Place of the passage that brought it, in order of time; Infinity where there is none. */
  passage: number;
}>;

/** Messages of both sides in order of time; those without a time come last, in the order given. */
export const rungsOf = (
  messages: readonly WireMessage[],
  passages: readonly Passage[],
): readonly Rung[] => {
  const inTime = [...passages].sort((a, b) => a.atMs - b.atMs);
  const reaching = {
    client: firstReaching("client", inTime),
    server: firstReaching("server", inTime),
  };
  return messages
    .map((message) => {
      const at = reaching[message.from](message.endsAt);
      return {
        message,
        atMs: inTime[at]?.atMs ?? null,
        passage: at,
      };
    })
    .sort((a, b) => (a.passage === b.passage ? 0 : a.passage - b.passage));
};

/**
 * The place of a side's first passage in time that reached so far; Infinity for none. A side can have a passage for
 * each of its bytes, so each question halves what is left instead of going through it.
 */
const firstReaching = (side: "client" | "server", inTime: readonly Passage[]) => {
  const places: number[] = [];
  const reached: number[] = [];
  for (const [place, { from, endsAt }] of inTime.entries()) {
    if (from !== side || endsAt <= (reached.at(-1) ?? -1)) continue;
    places.push(place);
    reached.push(endsAt);
  }
  return (endsAt: number): number => {
    let low = 0;
    let high = reached.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((reached[middle] ?? 0) < endsAt) low = middle + 1;
      else high = middle;
    }
    return places[low] ?? Number.POSITIVE_INFINITY;
  };
};

/** Whether a rung came with the one before it: of the same side, in the same passage. */
export const cameWith = (rung: Rung, before: Rung): boolean =>
  rung.atMs !== null &&
  rung.passage === before.passage &&
  rung.message.from === before.message.from;
