import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { doublingProgress } from "./doubling-progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

test("it is said after 10, 20, 40 and 80 seconds, and no more when it has ended", () => {
  const begun = Date.now();
  const said: number[] = [];
  const end = doublingProgress(() => said.push((Date.now() - begun) / 1000));
  vi.advanceTimersByTime(100_000);
  end();
  vi.advanceTimersByTime(1_000_000);
  expect(said).toEqual([10, 20, 40, 80]);
});

test("what ends before is not spoken of", () => {
  const said = vi.fn();
  doublingProgress(said)();
  vi.advanceTimersByTime(1_000_000);
  expect(said).not.toHaveBeenCalled();
});
