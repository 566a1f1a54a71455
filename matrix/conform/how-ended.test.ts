import { expect, test } from "vitest";
import { hasEndedOrderly } from "./how-ended.ts";

const exited = (code: number | null, signal: string | null) =>
  ({ kind: "exited", exit: { code, signal, left: [] }, cpuMs: 0, reason: null }) as const;

test.each([
  ["exit code 0", exited(0, null), true],
  ["another exit code", exited(143, null), true],
  ["the signal that asked for it", exited(null, "SIGTERM"), true],
  ["an assertion that failed while it ended", exited(null, "SIGABRT"), false],
  ["memory that is not its own", exited(null, "SIGSEGV"), false],
  ["no start at all", { kind: "not-started", error: "ENOENT" } as const, false],
])("%s", (_, end, isOrderly) => {
  expect(hasEndedOrderly(end)).toBe(isOrderly);
});
