import type { PicturedConnection } from "./picture.ts";
import { type Rung, rungsOf } from "./rungs.ts";

/** What is drawn of a connection between its opening and its end, from top to bottom. */
export type Step = Readonly<
  | { kind: "message"; rung: Rung }
  | { kind: "close"; by: "client" | "server"; how: "fin" | "rst"; atMs: number | null }
  | { kind: "folded"; messages: number }
>;

/** The messages in order of time, the close before the first one that is known to have passed later. */
export const stepsOf = (connection: PicturedConnection): readonly Step[] => {
  const { firstClose, closedMs, messages, passages } = connection;
  const steps = rungsOf(messages, passages).map((rung): Step => ({ kind: "message", rung }));
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
 * middle stays. The end gets the larger part: that is where things break.
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
  // Two folds, one on either side of a close, and the close.
  const room = mostLines - 3;
  const first = steps.findIndex((_, at) => sum(steps.slice(0, at + 1)) > room * 0.4);
  const last = steps.findLastIndex((_, at) => sum(steps.slice(at)) > room * 0.6) + 1;
  const middle = steps.slice(first, last);
  const close = middle.findIndex(({ kind }) => kind === "close");
  return [
    ...steps.slice(0, first),
    ...(close === -1
      ? folded(middle.length)
      : [
          ...folded(close),
          ...middle.slice(close, close + 1),
          ...folded(middle.length - close - 1),
        ]),
    ...steps.slice(last),
  ];
};

const folded = (messages: number): readonly Step[] =>
  messages === 0 ? [] : [{ kind: "folded", messages }];
