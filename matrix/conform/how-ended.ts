import type { Ended, Supervised } from "../run/supervise/start.ts";

/** One line: how a process ended, and its last words. */
export const howEnded = (end: Ended, { stderr }: Pick<Supervised, "stderr">): string => {
  if (end.kind === "not-started") return `it could not be started: ${end.error}`;
  const how = end.reason ?? end.exit.signal ?? `exit code ${end.exit.code}`;
  const words = stderr.since(0).lastLine("");
  return `it ended with ${how}${words === "" ? ", nothing on standard error" : `: ${words}`}`;
};

/** Signals by which the kernel or a runtime ends what did wrong (signal(7): their default is to dump core). */
const crashes = ["SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS", "SIGTRAP"];

/** Whether it ended of itself or of the signal that asked for it, and not of a fault in it. */
export const hasEndedOrderly = (end: Ended): boolean =>
  end.kind === "exited" && !crashes.includes(end.exit.signal ?? "");
