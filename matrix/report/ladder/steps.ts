import { saidOf } from "./marks.ts";
import type { PicturedConnection } from "./picture.ts";
import { type Rung, rungsOf } from "./rungs.ts";

/** Of a connection so many messages are marked, the first ones: each can take many lines, and none of them is left out. */
const mostMarked = 3;

/** What is drawn of a connection between its opening and its end, from top to bottom. */
export type Step = Readonly<
  /** `said`: what is wrong with it, a line each. */
  | { kind: "message"; rung: Rung; said: readonly string[] }
  | { kind: "close"; by: "client" | "server"; how: "fin" | "rst"; atMs: number | null }
  | { kind: "folded"; messages: number }
>;

/** The messages in order of time, the close before the first one that is known to have passed later. */
export const stepsOf = (connection: PicturedConnection): readonly Step[] => {
  const { firstClose, closedMs, messages, passages, marks } = connection;
  let marked = 0;
  const steps = rungsOf(messages, passages).map((rung): Step => {
    const said = marked < mostMarked ? saidOf(rung.message, marks) : [];
    if (said.length > 0) marked += 1;
    return { kind: "message", rung, said };
  });
  if (!firstClose) return steps;
  const later = steps.findIndex(
    (step) => step.kind === "message" && (step.rung.atMs ?? 0) > (closedMs ?? Infinity),
  );
  const at = later === -1 ? steps.length : later;
  const close: Step = { kind: "close", ...firstClose, atMs: closedMs };
  return [...steps.slice(0, at), close, ...steps.slice(at)];
};

/**
 * The steps at the beginning and the end that fit, and of the middle how many messages it has; a close in the
 * middle stays, and what is said to be wrong. The end gets the larger part: that is where things break.
 *
 * @param heightOf - how many lines a step takes.
 */
export const foldedSteps = (
  steps: readonly Step[],
  mostLines: number,
  heightOf: (step: Step) => number,
): readonly Step[] => {
  const sum = (some: readonly Step[]) => some.reduce((lines, step) => lines + heightOf(step), 0);
  if (sum(steps) <= mostLines) return steps;
  const kept = steps.filter(isKept);
  // What stays, and a fold on either side of each.
  const room = mostLines - Math.max(3, sum(kept) + kept.length + 1);
  const first = steps.findIndex((_, at) => sum(steps.slice(0, at + 1)) > room * 0.4);
  const last = steps.findLastIndex((_, at) => sum(steps.slice(at)) > room * 0.6) + 1;
  return [...steps.slice(0, first), ...folded(steps.slice(first, last)), ...steps.slice(last)];
};

const isKept = (step: Step): boolean =>
  step.kind === "close" || (step.kind === "message" && step.said.length > 0);

/** What stays of the middle, and between that the numbers of messages. */
const folded = (middle: readonly Step[]): readonly Step[] => {
  const made: Step[] = [];
  for (const step of middle) {
    const last = made.at(-1);
    if (isKept(step)) made.push(step);
    else if (last?.kind === "folded") made[made.length - 1] = one(last.messages + 1);
    else made.push(one(1));
  }
  return made;
};

const one = (messages: number): Step => ({ kind: "folded", messages });
