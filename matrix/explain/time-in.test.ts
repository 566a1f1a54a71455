/** When a line was written, in the forms of loggers. */
import { expect, test } from "vitest";
import { timeIn } from "./time-in.ts";

test.for([
  ["2026-04-01T09:00:01.5Z INFO up", "20260401090001500000000"],
  ["2026/04/01 09:00:01 up", "20260401090001000000000"],
  ["01.04.2026 09:00:01,250 up", "20260401090001250000000"],
  ['10.0.0.8 - - [01/Apr/2026:09:00:01 +0000] "GET /"', "20260401090001000000000"],
  ["Apr  1 09:00:01 node-1 kv[7]: up", "0401090001000000000"],
  ['{"time":1775034001,"msg":"up"}', "1775034001000000000"],
  ['{"level":"info","ts":1775034001.25,"msg":"up"}', "1775034001250000000"],
  ['{"timestamp" : "1775034001","msg":"up"}', "1775034001000000000"],
  ["level=info ts=1775034001.25 msg=up", "1775034001250000000"],
  ["09:00:01.5 up", "090001500000000"],
] as const)("%s", ([line, digits]) => {
  expect(timeIn(line)?.digits).toBe(digits);
});

test.for([
  "up",
  '{"bytes":1775034001}',
  "calls have failed since 09:00:01",
  '    "not before"         : "2025-08-01 00:00:00.000 CEST",',
  '    "not  after"         : "2026-08-01 00:00:00.000 CEST",',
  "            Not Before: Aug  1 00:00:00 2025 GMT",
])("none: %s", (line) => {
  expect(timeIn(line)).toBe(undefined);
});
