import { expect, test } from "vitest";
import { cargoTotals, closingLine, goTotals, junitTotals, sumOf, vitestTotals } from "./totals.ts";

test("vitest's report", () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(vitestTotals(JSON.stringify(report))).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test("go's events: packages do not count, subtests do", () => {
  const events = [
    { Action: "run", Test: "TestA" },
    { Action: "output", Test: "TestA", Output: "x" },
    { Action: "pass", Test: "TestA/one" },
    { Action: "pass", Test: "TestA" },
    { Action: "fail", Test: "TestB" },
    { Action: "skip", Test: "TestC" },
    { Action: "pass" },
  ];
  const lines = `go: downloading\n${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
  expect(goTotals(lines)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test("pytest's report", () => {
  const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="16" time="1"></testsuite></testsuites>`;
  expect(junitTotals(xml)).toEqual({ passed: 10, failed: 3, skipped: 3 });
});

test("cargo's lines: one for each test program", () => {
  const lines = `
running 2 tests
test a_line ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
a test that says test result: ok. 9 passed; 9 failed; 9 ignored
test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 1.00s
`;
  expect(cargoTotals(lines)).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

test("the closing line sums up", () => {
  const one = { passed: 1, failed: 0, skipped: 0 };
  expect(closingLine(sumOf([one, one]))).toBe("2 passed, 0 failed");
  expect(closingLine(sumOf([one, { passed: 0, failed: 1, skipped: 2 }]))).toBe(
    "1 passed, 1 failed, 2 skipped",
  );
});
