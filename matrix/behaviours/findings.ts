import type { Finding, FrameReference } from "../domain/behaviour.ts";
import type { Quote } from "../domain/cause.ts";
import { clauses } from "./clauses.ts";

type End = "client" | "server";

/** What somebody saw, and the frames in which it stands. */
export type Seen = Quote & Readonly<{ frames?: readonly FrameReference[] }>;

export const violation = (
  by: End | null,
  clause: string,
  sentence: string,
  ...seen: readonly Seen[]
): Violation => {
  const frames = seen.flatMap((one) => one.frames ?? []);
  return {
    ...{ kind: "violation", by, clause, sentence },
    saw: seen.map(({ frames: _, ...quote }) => quote),
    ...(frames.length > 0 && { frames }),
  };
};

type Violation = Extract<Finding, { kind: "violation" }>;
type Permitted = Extract<Finding, { kind: "permitted" }>;

export const permitted = (by: End, clause: string, sentence: string): Permitted => ({
  kind: "permitted",
  by,
  clause,
  sentence,
});

/** Nothing where it never happened. */
export const rate = (
  by: End | null,
  sentence: string,
  times: number,
  of: number,
): readonly Finding[] => (times === 0 ? [] : [{ kind: "rate", by, sentence, times, of }]);

/** A finding that the advice of its behaviour is not for. */
export const livedWith = <F extends Exclude<Finding, { kind: "rate" }>>(
  advice: string,
  finding: F,
): F => ({ ...finding, advice });

/** What a library does that has no result for a call which its application gave up. */
export const withoutStatus = (): Finding =>
  livedWith(
    "Keep in mind yourself that you have cancelled: in Rust that is to drop the call, which then has no result.",
    permitted("client", clauses.cancelled, "a call that is cancelled has no status"),
  );

/** @param frames - where a text of the wire stands. */
export const quote = (
  by: Quote["by"],
  text: string,
  frames: readonly FrameReference[] = [],
): Seen => ({ by, text: text.slice(0, 300), frames });

/** What differs of several tries in nothing that matters stands once. */
export const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const keys = new Set<string>();
  return findings.filter((finding) => {
    const key = JSON.stringify([finding.kind, finding.by, finding.sentence]);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
};
