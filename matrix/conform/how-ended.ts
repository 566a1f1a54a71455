import type { Ended, Supervised } from "../run/supervise/start.ts";

/** One line: how a process ended, and its last words. */
export const howEnded = (end: Ended, { stderr }: Pick<Supervised, "stderr">): string => {
  if (end.kind === "not-started") return `it could not be started: ${end.error}`;
  const how = end.reason ?? end.exit.signal ?? `exit code ${end.exit.code}`;
  const words = stderr.since(0).lastLine("");
  return `it ended with ${how}${words === "" ? ", nothing on standard error" : `: ${words}`}`;
};
