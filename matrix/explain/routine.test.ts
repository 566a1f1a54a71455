/** What every line of a log has, and what comes again and again while nothing fails. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { openingWords, routineLines } from "./routine.ts";

const linesOf = (...all: readonly string[]) =>
  all.map((words, index) => ({
    line: index + 1,
    words,
    fault: words.includes("refused") ? "refused" : undefined,
  }));

test("a line is routine from its second time on, whatever its numbers", () => {
  const lines = linesOf(
    "INFO batch 17 done",
    "INFO other",
    "INFO batch 18 done",
    "INFO batch 19 done",
  );
  expect([...routineLines(lines)]).toEqual([
    [3, 3],
    [4, 3],
  ]);
});

test("what comes once between two faults is none", () => {
  const lines = linesOf("INFO connected", "ERROR refused", "INFO connected", "ERROR refused");
  expect(routineLines(lines).size).toBe(0);
});

test("what was routine before a fault is so after it", () => {
  const lines = linesOf("INFO batch 1", "INFO batch 2", "ERROR refused", "INFO batch 3");
  expect(routineLines(lines).get(4)).toBe(2);
});

test("words that nearly every line begins with", () => {
  const lines = Array.from({ length: 20 }, (_, index) => ({
    words: `ecs/app/3f9c ${index < 2 ? "one" : "two"} ${index} of all`,
  }));
  expect([...openingWords(lines)]).toEqual(["ecs/app/3f9c", "of", "two"]);
  expect(openingWords(lines.slice(0, 7)).size).toBe(0);
});

const untrusted =
  "ERROR app.client UNAVAILABLE: SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: self signed certificate";

const isOver = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells === "over";

test.for<readonly [string, readonly string[], readonly string[], boolean]>([
  [
    "another part says as before",
    ["INFO app.link channel is ready", "INFO app.link channel is ready"],
    ["INFO app.link channel is ready"],
    false,
  ],
  [
    "another part says once more",
    ["INFO app.link channel is ready"],
    ["INFO app.link channel is ready"],
    true,
  ],
  [
    "it says itself as before",
    ["INFO app.client connected", "INFO app.client connected"],
    ["INFO app.client call ok"],
    true,
  ],
  [
    "it says itself again and again",
    ["INFO app.client call ok", "INFO app.client call ok"],
    ["INFO app.client call ok"],
    true,
  ],
  [
    "the proxy beside it is ready as ever",
    ["INFO Readiness succeeded in 1.3s", "INFO Readiness succeeded in 1.1s"],
    ["INFO Readiness succeeded in 1.6s"],
    false,
  ],
])("a fault after which %s", ([, before, after, over]) => {
  expect(isOver(...before, untrusted, ...after)).toBe(over);
});

test("a stream's name is no thing that two lines have in common", () => {
  const of = (words: string) => `ecs/app/3f9c1b7e5d ${words}`;
  const work = Array.from({ length: 8 }, (_, index) => of(`INFO app.poll row ${index}`));
  expect(isOver(...work, of(untrusted), of("INFO app.worker batch 7 finished in 25 ms"))).toBe(
    false,
  );
});
