import { abortOf } from "../limits/abort-of.ts";
import { Eventual } from "../limits/eventual.ts";
import { markedEnvironment } from "./marks.ts";
import { graceMs } from "./start.ts";

/** A tool from a cold disk takes a second. */
const limitMs = 10_000;

/**
 * What a program prints that says something of itself, as its version, and ends.
 *
 * @returns null for one that fails, does not end in time, or does not before the signal is aborted.
 */
export const asked = async (
  [command = "", ...argv]: readonly string[],
  { environment = {}, signal = new AbortController().signal }: AskOptions = {},
): Promise<string | null> => {
  const { execa } = await import("execa");
  const asking = execa(command, argv, {
    env: markedEnvironment(environment),
    reject: false,
    all: true,
    stdin: "ignore",
    timeout: limitMs,
    forceKillAfterDelay: graceMs,
    cancelSignal: signal,
  });
  const answering = async (): Promise<Answer> => {
    const { failed, all = "" } = await asking;
    return { failed, printed: all };
  };
  const ended = Eventual.of(answering());
  // What it started itself may hold its output open for as long as it likes.
  const answer = await Eventual.first<Answer | "aborted">(ended, abortOf(signal)).orAfter(
    limitMs + 2 * graceMs,
    null,
  );
  const last = answer === "aborted" ? await ended.orAfter(2 * graceMs, null) : answer;
  if (last === null) asking.all?.destroy();
  return last === null || last.failed ? null : last.printed;
};

/** Enough of execa's own type, which the compiler takes six seconds to compare with itself. */
type Answer = Readonly<{ failed: boolean; printed: string }>;

type AskOptions = Readonly<{
  /** Added to this process's own. */
  environment?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}>;
