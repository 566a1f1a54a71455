import { abortOf } from "../../limits/abort-of.ts";
import { Eventual } from "../../limits/eventual.ts";
import { markedEnvironment } from "./marks.ts";
import { graceMs } from "./start.ts";

/** A tool from a cold disk takes a second. */
const limitMs = 10_000;

/** What says something of itself says it in some lines. */
const mostPrinted = 64 * 1024;

/** What became of a question to a program. */
export type Answer = Readonly<
  | { kind: "answered"; printed: string }
  | { kind: "not-started" }
  /** `how`, as the end of a sentence: "ended with exit code 1". */
  | { kind: "failed"; how: string }
  | { kind: "silent"; limitMs: number }
  /** The signal was aborted before there was an answer. */
  | { kind: "aborted" }
>;

/** Why there is no answer, after the name of the program. */
export const howNot = (answer: Exclude<Answer, { kind: "answered" }>): string => {
  switch (answer.kind) {
    case "not-started":
      return "is not installed";
    case "failed":
      return answer.how;
    case "silent":
      return `did not answer within ${answer.limitMs / 1000} s`;
    case "aborted":
      return "was not asked to the end";
  }
};

/** Asks a program that says something of itself, as its version, and ends. */
export const asked = async (
  [command = "", ...argv]: readonly string[],
  {
    environment = {},
    signal = new AbortController().signal,
    answerWithinMs = limitMs,
  }: AskOptions = {},
): Promise<Answer> => {
  const { execa } = await import("execa");
  const asking = execa(command, argv, {
    env: markedEnvironment(environment),
    reject: false,
    all: true,
    stdin: "ignore",
    timeout: answerWithinMs,
    maxBuffer: mostPrinted,
    forceKillAfterDelay: graceMs,
    cancelSignal: signal,
  });
  const answering = async (): Promise<Answer> => answerOf(await asking, answerWithinMs);
  const ended = Eventual.of(answering());
  // What it started itself may hold its output open for as long as it likes.
  const answer = await Eventual.first<Answer | "aborted">(ended, abortOf(signal)).orAfter(
    answerWithinMs + 2 * graceMs,
    null,
  );
  const last = answer === "aborted" ? await ended.orAfter(2 * graceMs, null) : answer;
  if (last !== null) return last;
  asking.all?.destroy();
  return signal.aborted ? { kind: "aborted" } : { kind: "silent", limitMs: answerWithinMs };
};

/** Enough of execa's own type, which the compiler takes six seconds to compare with itself. */
type Asked = Readonly<{
  failed: boolean;
  timedOut: boolean;
  isCanceled: boolean;
  isMaxBuffer: boolean;
  exitCode?: number | undefined;
  signal?: string | undefined;
  all?: string;
}>;

const answerOf = (ended: Asked, answerWithinMs: number): Answer => {
  if (!ended.failed) return { kind: "answered", printed: ended.all ?? "" };
  if (ended.isCanceled) return { kind: "aborted" };
  if (ended.timedOut) return { kind: "silent", limitMs: answerWithinMs };
  if (ended.isMaxBuffer) {
    return { kind: "failed", how: `printed more than ${mostPrinted / 1024} KiB` };
  }
  if (ended.signal !== undefined) return { kind: "failed", how: `ended by ${ended.signal}` };
  if (ended.exitCode === undefined) return { kind: "not-started" };
  return { kind: "failed", how: `ended with exit code ${ended.exitCode}` };
};

type AskOptions = Readonly<{
  /** Added to this process's own. */
  environment?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  answerWithinMs?: number | undefined;
}>;
