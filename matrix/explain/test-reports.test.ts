/** What tests print into a report of theirs, by what its suites count. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const printed = "<system-err><![CDATA[dial failed: x509: certificate has expired]]></system-err>";
const end = "</testsuite>";

test.for([
  ["surefire", ['<testsuite name="kv.Tls" tests="3" skipped="0" failures="0" errors="0">']],
  ["pytest", ['<testsuites><testsuite errors="0" failures="0" name="pytest" tests="2">']],
  ["vitest", ["<testsuite name='a.test.ts' tests='1' failures='0'>"]],
  ["over lines", ["<testsuite", '  tests="4"', '  failures="0"', '  errors="0">']],
] as const)("a suite of which nothing failed: %s", ([, title]) => {
  expect(tells(...title, printed, end)).toBe("over");
  expect(tells(...title, end, printed)).not.toBe("over");
});

test.for([
  ["a failure", '<testsuite tests="3" failures="1" errors="0">'],
  ["an error", '<testsuite tests="3" failures="0" errors="2">'],
  ["no test", '<testsuite tests="0" failures="0" errors="0">'],
  ["nothing that counts", '<testsuite name="kv.Tls">'],
] as const)("a suite with %s", ([, title]) => {
  expect(tells(title, printed, end)).toBe("cause");
});

test("a suite that failed behind one that did not", () => {
  const failed = '<testsuite tests="1" failures="1" errors="0">';
  expect(tells('<testsuite tests="1" failures="0">', end, failed, printed, end)).toBe("cause");
});
