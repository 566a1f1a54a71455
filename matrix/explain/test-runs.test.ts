import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";
import { inCleanRuns } from "./test-runs.ts";

/** The numbers of the lines that are of tests which went well, from 0. */
const clean = (...lines: readonly string[]) =>
  inCleanRuns(lines).flatMap((is, index) => (is ? [index] : []));

const fault = "client: transport error: invalid peer certificate: Expired";

test.for([
  "--- PASS: TestGet (0.01s)",
  "--- SKIP: TestGet (0.01s)",
  "PASSED              [ 33%]",
  "tests/test_tls.py::test_get PASSED",
  "[       OK ] Tls.Get (12 ms)",
  "ok 3 gets",
  "ok: [kv-1]",
  "changed: [kv-1]",
  "PASS src/get.test.ts (5.2 s)",
  "PASS src/get.test.js",
  "PASS src/get.test.tsx",
  "test tests::gets ... ok",
  "test_gets (kv.Tls) ... ok",
])("what stands above %j is of a test that went well", (mark) => {
  expect(clean(fault, mark)).toEqual([0, 1]);
  expect(clean(fault, mark, fault)).toEqual([0, 1]);
  expect(clean(fault, mark, fault, mark)).toEqual([0, 1, 2, 3]);
});

test.for([
  "=== RUN   TestPut",
  "==== test session starts ====",
  "collected 3 items",
  "collected 1 item",
  "running 3 tests",
  "running 1 test",
  "[ RUN      ] Tls.Put",
  "TASK [put] ***",
  "RUNNING HANDLER [put] ***",
  "Running com.example.kv.PutTest",
  "Running 2 tests using 1 worker",
  " RUN  v3.0.4 /src",
  "1..3",
  "TAP version 14",
  "PHPUnit 11.4.3 by Sebastian Bergmann",
  "Starting test execution, please wait...",
  "[INFO] Running com.example.kv.PutTest",
  "tests/test_tls.py::test_put",
  "$ ./put",
  "##[group]put",
  "##[endgroup]",
  "::group::put",
])("what stands above %j is of something else", (mark) => {
  expect(clean(fault, mark, fault, "test tests::gets ... ok")).toEqual([1, 2, 3]);
});

test.for([
  "FAILED              [ 33%]",
  "[  FAILED  ] Tls.Put (12 ms)",
  "test tests::puts ... FAILED",
  "test_puts (kv.Tls) ... FAIL",
  "test_puts (kv.Tls) ... ERROR",
])("what stands above %j is of a test that failed", (mark) => {
  expect(clean(fault, mark, fault, "test tests::gets ... ok")).toEqual([2, 3]);
});

test.for([
  "--- FAIL: TestPut (0.01s)",
  "not ok 2 puts",
  'fatal: [kv-1]: FAILED! => {"msg": "x"}',
  'failed: [kv-1] (item=1) => {"msg": "x"}',
  "FAIL src/put.test.ts",
  "FAIL src/put.test.jsx",
  "tests/test_tls.py::test_put FAILED",
  "com.example.KvIT > putsAndGets() FAILED",
])("below %j stands why", (mark) => {
  expect(clean(fault, mark, fault, "ok 1 gets")).toEqual([]);
  expect(clean(fault, mark, fault, "ok 1 gets", fault, "ok 2 lists")).toEqual([4, 5]);
});

test.for([
  "3 passed in 1.02s",
  "  12 passing (104ms)",
  "Tests:       2 passed, 2 total",
  "Tests run: 4, Failures: 0, Errors: 0, Skipped: 0",
  "3 tests successful",
  "[         3 tests successful      ]",
  "3 examples, 0 failures",
  "1 example, 0 failures",
  "4 specs, 0 failures",
  "1 spec, 0 failures",
  "4 scenarios, 0 failed",
  "1 scenario, 0 failed",
  "1 test, 0 failures",
  "4 tests, 0 errors",
  "4 tests, 0 broken",
  "test result: ok. 3 passed; 0 failed; 0 ignored",
  "Passed!  - Failed:     0, Passed:     7, Skipped:     0",
  "kv-1 : ok=31   changed=4    unreachable=0    failed=0    skipped=6",
  "OK (4 tests, 9 assertions)",
])("a run that ends with %j went well as a whole", (mark) => {
  expect(clean(fault, "", "gets", fault, mark)).toEqual([0, 1, 2, 3, 4]);
});

test.for(["ok  \texample.com/kv\t0.188s", "ok  \texample.com/kv\t(cached)"])(
  "Go shows of a package that ends with %j only tests that it names, or those of its own folder",
  (mark) => {
    expect(clean(fault, "=== RUN   TestPut", fault, mark)).toEqual([1, 2, 3]);
    expect(clean(fault, "PASS", mark)).toEqual([0, 1, 2]);
    expect(clean(fault, "2026-11-17T13:20:02.13Z PASS", mark)).toEqual([0, 1, 2]);
    expect(clean(fault, "COMPASS", mark)).toEqual([]);
    expect(clean(fault, "PASS", "coverage: 61.0% of statements", mark)).toEqual([0, 1, 2, 3]);
    expect(clean(fault, mark)).toEqual([]);
    expect(clean(fault, "ok  \texample.com/other\t0.2s", fault, mark)).toEqual([]);
  },
);

test.for([
  "1 failed, 3 passed in 1.02s",
  "Tests: 1 failed, 3 passed, 4 total",
  "Tests run: 4, Failures: 1, Errors: 0",
  "3 examples, 1 failure",
  "4 tests, 1 error",
  "2 passed, 1 broken",
  "kv-1 : ok=31 changed=4 unreachable=1 failed=0",
  "kv-1 : ok=31   changed=4    unreachable=0    failed=1",
  "FAILED (errors=1)",
  "FAIL",
  "FAIL\texample.com/kv\t0.188s",
])("a run that ends with %j did not", (mark) => {
  expect(clean(fault, mark)).toEqual([]);
  expect(clean(fault, mark, "gets", "3 passed in 1.02s")).toEqual([2, 3]);
});

test.for([
  "passed",
  "3 tests",
  "0 passed in 1.02s",
  "connecting ... ok",
  "sent: ok=31 failed=0",
  "12 calls, 0 failed",
  "the router has passed 12 frames to the other side since it was started, 3 passed, 0 failed",
])("%j counts no tests that went well", (line) => {
  expect(clean(fault, line)).toEqual([]);
});

test("a run is counted from where it began", () => {
  const [begins, ends] = ["collected 3 items", "3 passed in 1.02s"];
  expect(clean(fault, begins, fault, begins, fault, ends)).toEqual([1, 2, 3, 4, 5]);
  expect(clean(begins, fault, ends, fault, begins, fault, ends)).toEqual([0, 1, 2, 4, 5, 6]);
  expect(clean(begins, fault, "$ ./put", fault, ends)).toEqual([2, 3, 4]);
});

test.for(["1 failed", "  1 failing", "2 errors", "[   1 tests failed   ]"])(
  "%j beside what passed",
  (line) => {
    expect(clean(fault, line, "  3 passed (4.1s)")).toEqual([]);
    expect(clean(fault, "  3 passing (4.1s)", line)).toEqual([]);
    expect(clean(fault, `${line}: kv`, "  3 passed (4.1s)")).toEqual([0, 1, 2]);
  },
);

test("counts that stand together are of one run", () => {
  const [passed, failed] = ["Tests: 2 passed, 2 total", "Test Suites: 1 failed, 1 total"];
  expect(clean(fault, passed, passed)).toEqual([0, 1, 2]);
  expect(clean(fault, passed, failed)).toEqual([]);
  expect(clean(fault, failed, passed)).toEqual([]);
});

test("unittest's OK is of its count", () => {
  expect(clean(fault, "Ran 4 tests in 0.412s", "", "OK")).toEqual([0, 1, 2, 3]);
  expect(clean(fault, "Ran 1 test in 0.412s", "", "OK")).toEqual([0, 1, 2, 3]);
  expect(clean(fault, "PING", "", "OK")).toEqual([]);
});

test.for([
  "thread 'a' panicked at src/a.rs:1",
  "assertion `left == right` failed",
  "AssertionError: 1",
])("%j is of another test that runs at the same time", (line) => {
  expect(clean(fault, line, "test tests::gets ... ok")).toEqual([]);
});

describe("what tests provoke", () => {
  const explained = (...lines: readonly string[]) =>
    explain([{ name: "-", text: lines.join("\n") }]);

  test("is over, and shown", () => {
    const text = explanationText(explained(fault, "test tests::expired ... ok"));
    expect(text).toContain(
      "What failed here is over (the test or task that it is of went well), so that nothing may be left to mend. Before that, most likely certificate-expired: ",
    );
    expect(text).toContain("line 1: client: invalid peer certificate: Expired");
  });

  test("is not ranked beside what fails", () => {
    const { tells, diagnosis } = explained(
      fault,
      "test tests::expired ... ok",
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"',
    );
    expect([tells, diagnosis.causes.map(({ code }) => code)]).toEqual([
      "cause",
      ["connection-refused"],
    ]);
  });
});
