import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { runBoundMs } from "./time-bound.ts";

const cell = parseCellId("go/go/none");
const limits = { start: 10_000, overdue: 10_000 };

test.for([
  [0, 4, 120_000],
  [1, 4, 165_000],
  [4, 4, 165_000],
  [5, 4, 210_000],
  [121, 4, 120_000 + 31 * 45_000],
  [121, 1, 120_000 + 121 * 45_000],
] as const)("%i cells, %i at once: %i ms", ([count, jobs, boundMs]) => {
  const cells = Array.from({ length: count }, () => cell);
  expect(runBoundMs({ cells, proof: { deadlineMs: 5000 } }, jobs, limits)).toBe(boundMs);
});

test.for([
  [1, 4, 120_000 + 3 * 45_000],
  [8, 4, 120_000 + 6 * 45_000],
] as const)("%i cells that start two more plugins, %i at once: %i ms", ([count, jobs, boundMs]) => {
  const starting = parseCellId("go/go/none/behaviour=plugin-checksum");
  const cells = Array.from({ length: count }, () => starting);
  expect(runBoundMs({ cells, proof: { deadlineMs: 5000 } }, jobs, limits)).toBe(boundMs);
});
