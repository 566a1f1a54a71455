import { setTimeout as pause } from "node:timers/promises";
import type { Diagnosis } from "../domain/cause.ts";
import type { ProbeFact } from "../domain/probe-report.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { protocolOf } from "../wire/stream-protocol.ts";
import { odd } from "./facts.ts";
import type { Question } from "./question.ts";
import { askPreface, helloTo } from "./speaks.ts";

/** How an endpoint that let a call through answers the same beginning, asked again. */
export type Steadiness = Readonly<
  | { kind: "steady" }
  /**
   * `limited`: it answers each connection that comes after a pause, or alone, and fails beside others each time.
   * `unsteady`: not even then, or it failed once.
   */
  | { kind: "limited" | "unsteady"; asked: number; answered: number }
>;

/** How often is asked again, one after the other; and again with pauses, if one of these is not answered. */
const times = 2;

/** Limits of a rate are mostly counted by the second. */
export const pauseMs = 1100;

/** What came before. */
type Before = Readonly<{
  /** Whether the same was answered before the call, beside other connections. */
  before: boolean;
  /** How long was waited for it. */
  limitMs: number;
  /** How long the call took that went through. */
  callMs: number;
}>;

export const steadiness = async (
  endpoint: Endpoint,
  question: Question,
  { before: wasAnswered, limitMs: askedMs, callMs }: Before,
): Promise<Steadiness> => {
  // Who answers slowly is not unsteady: it has to have the time that its call took.
  const isSlow = callMs > askedMs / 2;
  const before = wasAnswered || isSlow;
  const limitMs = Math.min(question.timeoutMs, isSlow ? 3 * callMs : askedMs);
  const answeredOf = async (betweenMs: number): Promise<number> => {
    let answered = 0;
    for (let asked = 0; asked < times; asked++) {
      if (betweenMs > 0) await pause(betweenMs);
      if (await isAnswered(endpoint, question, limitMs)) answered++;
    }
    return answered;
  };
  const atOnce = await answeredOf(0);
  if (before && atOnce === times) return { kind: "steady" };
  const slowly = await answeredOf(pauseMs);
  const alone = slowly === times && (before || atOnce === times);
  return {
    kind:
      alone && (before || !(await isAnsweredBesideOthers(endpoint, question, limitMs)))
        ? "limited"
        : "unsteady",
    asked: 1 + 2 * times,
    answered: Number(before) + atOnce + slowly,
  };
};

/** As before the call: one of three that begin together (speaks.ts). */
const isAnsweredBesideOthers = async (endpoint: Endpoint, question: Question, limitMs: number) => {
  const [answered] = await Promise.all([
    isAnswered(endpoint, question, limitMs),
    askPreface(endpoint, limitMs),
    askPreface(endpoint, limitMs),
  ]);
  return answered;
};

const isAnswered = async (
  endpoint: Endpoint,
  { mode, serverName }: Question,
  limitMs: number,
): Promise<boolean> =>
  mode === "none"
    ? protocolOf((await askPreface(endpoint, limitMs)).bytes) === "http2"
    : (await helloTo(endpoint, serverName, limitMs)).kind === "accepted";

/** null where nothing is wrong with it. */
export const steadinessFact = (of: Steadiness): ProbeFact | null => {
  switch (of.kind) {
    case "steady":
      return null;
    case "limited":
      return odd(
        "connections",
        `${of.answered} of ${of.asked} answered, those that came alone or after a pause: a limit of their number or rate looks so`,
      );
    case "unsteady":
      return odd("connections", `${of.answered} of ${of.asked} answered that asked the same`);
  }
};

/** Of an endpoint that lets some clients in and not others; null for any other. Loaded where it is needed. */
export const unsteadyDiagnosis = async (of: Steadiness): Promise<Diagnosis | null> => {
  if (of.kind !== "unsteady") return null;
  const { causes } = await import("../knowledge/causes.ts");
  const { unsteady, unsteadyCheck, unsteadyRemedy } = await import(
    "../diagnose/unsteady-endpoint.ts"
  );
  const code = "closed-before-preface";
  return {
    determinable: false,
    causes: [
      {
        code,
        side: null,
        decided: false,
        doubt: null,
        sentence: `${unsteady}: a call went through, and of ${of.asked} other connections that began in the same way ${of.answered} were answered.`,
        matched: [
          { by: "orchestrator", text: `${of.answered} of ${of.asked} connections were answered` },
        ],
        remedy: unsteadyRemedy,
        clause: causes[code].clause,
      },
    ],
    nextCheck: unsteadyCheck,
  };
};
