import { setTimeout as pause } from "node:timers/promises";
import { otherAnswer, unsteadyCallsCheck } from "../diagnose/unsteady-endpoint.ts";
import type { Diagnosis } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import { printableWords } from "../domain/printable-words.ts";
import type { GrpcAnswer } from "../run/dial/grpc-session.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { attemptCall, type CallAttempt, failing, refusing } from "./attempt-call.ts";
import type { Attempted } from "./attempts.ts";
import type { Question } from "./question.ts";
import { pauseMs, type Steadiness } from "./steadiness.ts";

/** How long a call that came to no end is waited for when it is made again. */
const againMs = 1500;

/** A third of several servers behind one address may answer alone. */
const mostAgain = 2;

/**
 * Makes a health check again, on connections of their own, that failed though the endpoint speaks HTTP/2: where it is
 * answered then, what the first one came to decides nothing.
 *
 * @returns the attempt, its diagnosis with that doubt where there is one.
 */
export const withAnsweredAgain = async (
  tried: Attempted,
  endpoint: Endpoint,
  question: Question,
): Promise<Attempted> => {
  const { diagnosis, attempt, by } = tried;
  const [first] = attempt.answers;
  if (diagnosis === null || by === "client" || !first || !failing.has(first.status)) return tried;
  const isOverdue = first.status === "DEADLINE_EXCEEDED";
  const timeoutMs = isOverdue ? Math.min(question.timeoutMs, againMs) : question.timeoutMs;
  for (let left = isOverdue ? 1 : mostAgain; left > 0; left--) {
    const [again] = (await attemptCall(endpoint, { ...question, timeoutMs }, tried.as)).answers;
    if (!again || failing.has(again.status)) continue;
    return { ...tried, diagnosis: contradicted(diagnosis, again) };
  }
  return tried;
};

const contradicted = ({ causes }: Diagnosis, { status, path }: GrpcAnswer): Diagnosis => ({
  determinable: false,
  causes: causes.map((cause) => {
    const text = `${path.slice(1)}, made again on another connection: ${status}`;
    const matched = [...cause.matched, { by: "orchestrator", text } as const];
    const { decided, doubt } = cause;
    return decided
      ? withDoubt({ ...cause, matched }, otherAnswer)
      : { ...cause, matched, doubt: doubt ?? otherAnswer };
  }),
  nextCheck: unsteadyCallsCheck,
});

/**
 * Whether the health check, made again on the connection of a call that passed, is refused; null where it is not.
 * What is refused for a limit is asked once more, after a pause.
 */
export const refusedAgain = async (
  { answers, again }: CallAttempt,
  endpoint: Endpoint,
  question: Question,
): Promise<Steadiness | null> => {
  const [first] = answers;
  if (!first || !again || again.status === first.status) return null;
  const { status, message, httpStatus } = again;
  if (!failing.has(status) && !refusing.has(status)) return null;
  const words = `${status}${message === "" ? "" : `: ${printableWords(message, 120)}`}`;
  const isLimit = status === "RESOURCE_EXHAUSTED" || httpStatus === 429;
  if (!isLimit) return { kind: "refuses again", later: "not asked", status, words };
  await pause(pauseMs);
  const next = await attemptCall(endpoint, question, null);
  const later = next.answers[0]?.status === first.status ? "answered" : "refused";
  return { kind: "refuses again", later, status: "RESOURCE_EXHAUSTED", words };
};
