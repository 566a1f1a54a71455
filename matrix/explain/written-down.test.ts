/** Settings with a remark that names a text, and what a process reports in the same form. */
import { expect, test } from "vitest";
import { mentionIn } from "./written-down.ts";

const text = "·".repeat(18);

test.for([
  `idle: 20s # else ${text}`,
  `  - "idle": 20s # else ${text}`,
  `idle = 20s # else ${text}`,
  `idle= 20s # else ${text}`,
  `idle = "20s" // else ${text}`,
  `idle: 20s // else ${text}`,
  `idle = 20s ; else ${text}`,
])("a setting with a remark: %s", (line) => {
  expect(mentionIn(line, false)).toBe("written");
});

test.for([
  `error: get kv # ${text}`,
  `idle 20s # else ${text}`,
  `idle: 20s, else ${text}`,
  `idle: 20s#else ${text}`,
])("none: %s", (line) => {
  expect(mentionIn(line, false)).toBe(null);
});

test("a process's own form stands in the line", () => {
  expect(mentionIn(`idle: 20s # else ${text}`, true)).toBe(null);
});
