import { expect, test } from "vitest";
import { buildsAtOnce } from "./builds-at-once.ts";

const gibibyte = 2 ** 30;

test.for([
  { processors: 1, free: 16 * gibibyte, atOnce: 4 },
  { processors: 2, free: 16 * gibibyte, atOnce: 4 },
  { processors: 8, free: 64 * gibibyte, atOnce: 16 },
  { processors: 8, free: 5.5 * gibibyte, atOnce: 5 },
  { processors: 2, free: 3 * gibibyte, atOnce: 3 },
  { processors: 8, free: gibibyte / 2, atOnce: 1 },
])("$processors processors and $free bytes: $atOnce builds at once", (row) => {
  expect(buildsAtOnce(row.processors, row.free)).toBe(row.atOnce);
});
