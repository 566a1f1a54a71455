/** Lines of a logger's console, whose fields are an object of JSON behind tabs. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { jsonRecordIn } from "./json-records.ts";

const line = (seconds: number, message: string, fields: object) =>
  `2026-04-01T09:00:0${seconds}Z\tinfo\tinternal/sender.go:13${seconds}\t${message}\t${JSON.stringify(fields).replaceAll('":', '": ')}`;

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const error = "transport: Error while dialing: dial tcp 10.6.0.8:4317: connect: connection refused";
const name = "otlp";
const failed = line(1, "Sending failed. Will retry after interval.", {
  name,
  error,
  interval: "3s",
});

test.for(["Send succeeded", "Sending done", "Sends ok"])(
  "%j ends what was tried again",
  (message) => {
    expect(tells(failed)).toBe("cause");
    expect(tells(failed, line(4, message, { name, attempts: 2 }))).toBe("over");
  },
);

test.for<readonly [string, string, object]>([
  ["of another part", "Send succeeded", { name: "kafka", attempts: 2 }],
  ["of something else", "Start succeeded", { name, attempts: 2 }],
  ["with an error", "Send succeeded", { name, error: "stale" }],
  ["that fails", "Send failed", { name, attempts: 2 }],
])("a line %s ends nothing", ([, message, fields]) => {
  expect(tells(failed, line(4, message, fields))).toBe("cause");
});

test("a verb is the same in whatever form, and another that begins alike is not", () => {
  const exporting = line(1, "Exporting failed. Will retry after interval.", { name, error });
  expect(tells(exporting, line(4, "Exported ok", { name, attempts: 2 }))).toBe("over");
  expect(tells(exporting, line(4, "Exposing ok", { name, attempts: 2 }))).toBe("cause");
});

test("nor where nothing was to be tried again", () => {
  const once = line(1, "Sending failed.", { name, error });
  expect(tells(once, line(4, "Send succeeded", { name, attempts: 2 }))).toBe("cause");
});

test.for<readonly [string, string]>([
  ['a\tinfo\tup\t{"n":1}', "up"],
  ['a\tinfo\tup\t{"n":1,"msg":"down"}', "down"],
  ['a\tup\t{"n":1}', "up"],
  ['a\t{"n":1}', ""],
  ['info {"n":1}', ""],
])("%j says %j", ([text, message]) => {
  expect(jsonRecordIn(text)?.message).toBe(message);
});
