/** Logs that were exported with their newest record first. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const refused = "dial tcp 10.9.0.4:8443: connect: connection refused";
const ok = "rpc ok target=10.9.0.4:8443";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis, over } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return [tells, diagnosis.causes[0]?.matched[0]?.at?.line, over?.quote?.at?.line ?? null];
};

/** Times that ascend, in each form that loggers write. */
const written: Readonly<Record<string, readonly string[]>> = {
  "ISO 8601": ["2026-03-01T10:00:01.5Z", "2026-03-01T10:00:02.25Z", "2026-03-02T09:00:00Z"],
  "Go's log": ["2026/03/01 10:00:01", "2026/03/01 10:00:02", "2026/03/01 10:00:03"],
  "German dates": ["28.02.2026 10:00:01", "01.03.2026 10:00:00", "01.03.2026 10:00:03"],
  "a web server": [
    "[28/Feb/2026:10:00:01 +0000]",
    "[01/Mar/2026:10:00:00 +0000]",
    "[01/Mar/2026:10:00:03 +0000]",
  ],
  syslog: [
    "Feb 28 10:00:01 edge kv[7]:",
    "Mar  1 10:00:00 edge kv[7]:",
    "Mar  1 10:00:03 edge kv[7]:",
  ],
  seconds: ["ts=1796009584.5", "ts=1796009585", "ts=1796009586.1"],
  "a clock alone": ["10:00:01", "10:00:02,500", "10:00:03"],
};

test.for(Object.entries(written))("%s", ([, [first, second, third]]) => {
  const fails = [`${first} INFO ${ok}`, `${second} ERROR ${refused}`, `${third} ERROR ${refused}`];
  expect(told(...fails)).toEqual(["cause", 2, null]);
  expect(told(...fails.toReversed())).toEqual(["cause", 2, null]);
  const recovers = [
    `${first} ERROR ${refused}`,
    `${second} ERROR ${refused}`,
    `${third} INFO ${ok}`,
  ];
  expect(told(...recovers)).toEqual(["over", 1, 3]);
  expect(told(...recovers.toReversed())).toEqual(["over", 3, 1]);
});

test("a record of several lines stays in its order, below a title", () => {
  expect(
    told(
      "time,message",
      `2026-03-01 10:00:09 ERROR ${refused}`,
      "  at Dialer.dial (Dialer.java:10)",
      `2026-03-01 10:00:05 INFO ${ok}`,
      `2026-03-01 10:00:04 INFO ${ok}`,
    ),
  ).toEqual(["cause", 2, null]);
});

test.for<readonly [string, readonly string[]]>([
  ["one time", ["10:00:01", "10:00:01", "10:00:01"]],
  ["two times", ["2026-03-01T10:00:09Z", "2026-03-01T10:00:09Z", "2026-03-01T10:00:03Z"]],
  ["midnight between", ["23:59:59", "23:59:59", "00:00:01"]],
  ["once up again", ["10:00:09", "10:00:03", "10:00:04"]],
  ["of a sentence", ["at the time 10:00:09", "the day before 10:00:07", "as of now 10:00:05"]],
  ["of two forms", ["2026-03-01T10:00:09Z", "10:00:07", "10:00:05"]],
])("%s: in the order of its lines", ([, times]) => {
  const lines = [refused, refused, ok].map((words, index) => `${times[index]} INFO ${words}`);
  expect(told(...lines)).toEqual(["over", 1, 3]);
});

test("many titles without a time are no title", () => {
  const lines = ["a", "b", "c", `10:00:05 ERROR ${refused}`, `10:00:04 INFO ${ok}`, `10:00:03 x`];
  expect(told(...lines)[0]).toBe("over");
});
