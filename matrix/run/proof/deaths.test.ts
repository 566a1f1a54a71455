import { expect, test } from "vitest";
import { countedDeaths } from "./deaths.ts";

test.for([
  [0, false],
  [1, false],
  [2, false],
  [3, true],
  [4, true],
] as const)("a process that died %i times is shared no more: %s", ([times, fragile]) => {
  const deaths = countedDeaths(() => {});
  for (let count = 0; count < times; count++) deaths.record("client go", "client go ended");
  expect(deaths.isFragile("client go")).toBe(fragile);
  expect(deaths.isFragile("server go")).toBe(false);
});

test("the first death of each is told, and how", () => {
  const told: string[] = [];
  const deaths = countedDeaths((sentence) => void told.push(sentence));
  deaths.record("client go", "client go ended (SIGKILL)");
  deaths.record("client go", "client go ended (exit code 1)");
  deaths.record("server go", "server go ended (exit code 2)");
  expect(told).toEqual([
    "client go ended (SIGKILL); it is started again for the cells that are left",
    "server go ended (exit code 2); it is started again for the cells that are left",
  ]);
});
