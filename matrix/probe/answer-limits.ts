import type { Question } from "./question.ts";
import type { Spoken } from "./speaks.ts";

/** How long a peer is waited for where the user does not say. */
export const defaultTimeoutMs = 4000;

/** The longest that an address is waited for that says nothing: the first answer of a healthy one takes two round trips. */
const answerMs = 1500;

type Asked = Pick<Question, "timeoutMs">;

/** How long a first answer is waited for: who asks for more time than usual knows a peer that needs it. */
export const firstAnswerLimitMs = ({ timeoutMs }: Asked): number =>
  timeoutMs > defaultTimeoutMs ? timeoutMs : Math.min(timeoutMs, answerMs);

/** How long the answer to a question is waited for that need not have one. */
export const otherAnswerLimitMs = ({ timeoutMs }: Asked): number => Math.min(timeoutMs, answerMs);

/** How long further ClientHellos are waited for, by how long the first one took: several are on their way together. */
export const trialLimitMs = (asked: Asked, { hello, helloMs }: Spoken): number =>
  hello.kind === "accepted" || hello.kind === "refused"
    ? Math.min(firstAnswerLimitMs(asked), Math.max(answerMs, 4 * helloMs))
    : otherAnswerLimitMs(asked);
