import { setTimeout as pause } from "node:timers/promises";
import { printableWords } from "../domain/printable-words.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { attemptCall, type CallAttempt, failing, refusing } from "./attempt-call.ts";
import type { Question } from "./question.ts";
import { pauseMs, type Steadiness } from "./steadiness.ts";

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
