import type { Passage, WireMessage } from "../../domain/wire-message.ts";

/** A message with the time at which its last octet passed. */
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
  return messages
    .map((message) => {
      const at = inTime.findIndex(
        ({ from, endsAt }) => from === message.from && endsAt >= message.endsAt,
      );
      const passage = at === -1 ? Number.POSITIVE_INFINITY : at;
      return { message, atMs: inTime[at]?.atMs ?? null, passage };
    })
    .sort((a, b) => (a.passage === b.passage ? 0 : a.passage - b.passage));
};

/** Whether a rung came with the one before it: of the same side, in the same passage. */
export const cameWith = (rung: Rung, before: Rung): boolean =>
  rung.atMs !== null &&
  rung.passage === before.passage &&
  rung.message.from === before.message.from;
