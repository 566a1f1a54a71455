import { expect, test } from "vitest";
import { BuildClock } from "./build-clock.ts";

/** Builds that begin ("a") and end ("A") at the time of their place in the text. */
const elapsed = (events: string): number => {
  let now = 0;
  const clock = new BuildClock(() => now);
  const told: string[] = [];
  const running = clock.around((text) => {
    told.push(text);
    return () => void told.push(text.toUpperCase());
  });
  const ends = new Map<string, () => void>();
  for (const [at, event] of [...events].entries()) {
    now = at;
    if (event === ".") continue;
    if (event === event.toLowerCase()) ends.set(event, running(event));
    else ends.get(event.toLowerCase())?.();
  }
  expect(told.join("")).toBe(events.replaceAll(".", ""));
  return clock.elapsedMs;
};

test.for([
  ["nothing is built", "...", 0],
  ["one build", ".a..A.", 3],
  ["one after the other", "a.A...b.B", 4],
  ["at the same time", "a.b..A.B", 7],
  ["one within the other", "a.b.B.A", 6],
  ["what has not ended", "a.A.b..", 2],
] as const)("%s: %s", ([, events, ms]) => {
  expect(elapsed(events)).toBe(ms);
});
