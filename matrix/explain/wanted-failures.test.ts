/** Scripts of checks, in which a call is to fail, and say that it did. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { inCleanRuns } from "./test-runs.ts";

const clean = (...lines: readonly string[]) =>
  inCleanRuns(lines).flatMap((is, index) => (is ? [index] : []));

const fault = "    Message: unknown method Put for service kv.KV";

test.for([
  "ok (expected)",
  "ok (as expected)",
  "OK, expected",
  "ok (intended)",
  "pass (wanted)",
  "passed, as intended",
  "as expected",
  "(as wanted)",
  "as intended.",
  "expected failure",
  "(wanted failure)",
  "intended failure!",
])("what stands right above %j was to fail", (words) => {
  expect(clean("up", "2/3 unknown method", fault, `    ${words}`, "3/3 get")).toEqual([1, 2, 3]);
  expect(clean("up", "", fault, `    ${words}`)).toEqual([2, 3]);
});

test.for([
  "expected",
  "ok",
  "not as expected",
  "unexpected failure",
  "as expected: 3",
  "expected error",
])("%j speaks for nothing", (words) => {
  expect(clean("2/3 unknown method", fault, `    ${words}`)).toEqual([]);
});

test("one such word speaks for twelve lines at most", () => {
  const many = Array.from({ length: 20 }, () => fault);
  expect(clean(...many, "    as expected")).toEqual([
    8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
  ]);
});

test.for([
  "4 of 4 checks passed",
  "4/4 tests passed",
  "== 1 of 1 check passed",
  "3/3 test cases succeeded",
  "2 of 2 smoke checks passed in 3 s",
])("all before %j went well", (count) => {
  expect(clean(fault, "x", count, fault)).toEqual([0, 1, 2]);
});

test.for(["3 of 4 checks passed", "0 of 0 checks passed", "4/5 tests passed"])(
  "not before %j",
  (count) => {
    expect(clean(fault, "x", count, fault)).toEqual([]);
  },
);

test("a failure that is wanted is over, one beside it is not", () => {
  const tells = (...lines: readonly string[]) =>
    explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;
  const error = ["2/2 unknown method", "    ERROR:", "      Code: Unimplemented", `  ${fault}`];
  expect(tells(...error)).toBe("cause");
  expect(tells(...error, "    ok (expected)")).toBe("over");
  expect(tells(...error, "2 of 2 checks passed")).toBe("over");
  expect(
    tells("dial tcp 10.0.0.7:443: connect: connection refused", "", ...error, "    ok (expected)"),
  ).toBe("cause");
});

test("what stands indented, and less than a message, is no more of it", () => {
  const quoted = (rest: string) =>
    explain([{ name: "-", text: `    ERROR:\n  ${fault}Reader\n${rest}\n` }]).diagnosis.causes[0]
      ?.matched[0]?.text;
  expect(quoted("    [5] next")).toBe("unknown method Put for service kv.KVReader");
  expect(quoted("s")).toBe("unknown method Put for service kv.KVReaders");
});
