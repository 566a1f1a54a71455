import { secretStretches } from "./redaction/redaction.ts";

/** Names of secrets, and what else tells one by what stands before it, are shorter. */
const longestName = 64;

/** A secret that begins within an excerpt may end so far behind it. */
const behind = 1024;

/**
 * A part of a text that has yet to pass the gate, from a place to another, which finds each secret in it as it would in the
 * whole: one that would be cut in two is left out, and what says that one follows is not cut off, so that the excerpt may
 * begin a little earlier.
 */
export const excerpt = (text: string, from: number, to: number): string => {
  if (from <= 0 && to >= text.length) return text;
  const first = Math.max(0, from - behind);
  const stretches = secretStretches(text.slice(first, to + behind)).map(({ start, end }) => ({
    start: start + first,
    end: end + first,
  }));
  const cutAt = (place: number) =>
    stretches.find(({ start, end }) => start < place && place < end) ?? {
      start: place,
      end: place,
    };
  const named = stretches.find(
    ({ start }) => from > 0 && start >= from && start < from + longestName,
  );
  const beginning = Math.max(0, named ? named.start - longestName : from);
  return text.slice(cutAt(beginning).end, cutAt(to).start);
};
