import { describe, expect, test } from "vitest";
import type { CellResult } from "../../domain/run-result.ts";
import { cannedComparison } from "../../tooling/test/canned-comparison.ts";
import { cannedRun } from "../../tooling/test/canned-run.ts";
import { golden } from "../../tooling/test/golden.ts";
import { junitFaults, type ParsedElement, parsedXml } from "../../tooling/test/junit-rules.ts";
import {
  cellResult,
  diagnosed,
  failedAt,
  runResult,
  schemeNotOffered,
} from "../../tooling/test/results.ts";
import { compareRuns } from "../diff/compare-runs.ts";
import { junit } from "./junit.ts";

const casesOf = (root: ParsedElement) =>
  root.children.flatMap(({ children }) => children.filter(({ name }) => name === "testcase"));

test("junit.xml", () => {
  expect(junit(cannedRun(), null)).toBe(golden("junit.xml"));
});

test.for([
  ["a run", junit(cannedRun(), null)],
  ["a run with its baseline", junit(cannedRun(), cannedComparison())],
  ["a run without a cell", junit(runResult([]), null)],
] as const)("%s is valid", ([, document]) => {
  expect(junitFaults(parsedXml(document))).toEqual([]);
});

test("each cell once, in the suite of its pair, and the totals are those of the suites", () => {
  const root = parsedXml(junit(cannedRun(), null));
  expect(
    casesOf(root)
      .map(({ attributes }) => attributes.get("name"))
      .sort(),
  ).toEqual(
    cannedRun()
      .cells.map(({ id }) => id)
      .sort(),
  );
  for (const suite of root.children) {
    const pair = suite.attributes.get("name");
    for (const { name, attributes } of suite.children) {
      if (name === "testcase") expect(attributes.get("classname")).toBe(pair);
    }
  }
  for (const total of ["tests", "failures", "errors"]) {
    const sum = root.children.reduce(
      (all, { attributes }) => all + Number(attributes.get(total)),
      0,
    );
    expect(root.attributes.get(total)).toBe(`${sum}`);
  }
});

test("a version's dots make no package of a class", () => {
  const root = parsedXml(junit(runResult([cellResult("go@1.66.3/go/none")]), null));
  expect(casesOf(root)[0]?.attributes.get("classname")).toBe("go@1_66_3 → go");
});

const id = "go/go/tls/p256";
const known = diagnosed(schemeNotOffered);
const lost = failedAt("tls", "lost");
const missing = { kind: "not-run", because: "toolchain-missing", reason: "no go" } as const;
const unexpected = { verdict: "unexpected", verdictReason: "because" } as const;

describe("of a cell", () => {
  test.for<readonly [string, CellResult, string]>([
    ["that passed", cellResult(id), ""],
    [
      "that is known to fail",
      cellResult(id, lost, known),
      "skipped signature-scheme-not-offered: known failure: signature-scheme-not-offered, cause on the client side",
    ],
    [
      "that failed",
      cellResult(id, lost, { ...known, ...unexpected }),
      "failure signature-scheme-not-offered: signature-scheme-not-offered, cause on the client side",
    ],
    [
      "without a cause",
      cellResult(id, { kind: "timed-out", phase: "rpc", limitMs: 9 }, unexpected),
      "failure timed-out: no end to rpc within 9 ms",
    ],
    [
      "that was to fail",
      cellResult(id, { kind: "passed" }, unexpected),
      "failure unexpected-pass: passed",
    ],
    [
      "that is flaky",
      cellResult(id, lost, { verdict: "flaky" }),
      "failure flaky: failed at tls: lost",
    ],
    [
      "that is unsupported",
      cellResult(id, { kind: "unsupported", by: "server go", reason: "no knob" }),
      "skipped unsupported: not tested: unsupported by server go: no knob",
    ],
    [
      "that may be missing",
      cellResult(id, missing),
      "skipped toolchain-missing: not tested: not run: no go",
    ],
    [
      "that is missing",
      cellResult(id, missing, unexpected),
      "error toolchain-missing: not run: no go",
    ],
  ])("%s", ([, cell, told]) => {
    const [own] = casesOf(parsedXml(junit(runResult([cell]), null)));
    const inside = own?.children.map(
      ({ name, attributes }) => `${name} ${attributes.get("type")}: ${attributes.get("message")}`,
    );
    expect(inside?.join() ?? "").toBe(told);
  });

  test("the text has cause, reason and the command that runs it again", () => {
    const cell = cellResult(id, lost, { ...known, ...unexpected });
    const [own] = casesOf(parsedXml(junit(runResult([cell]), null)));
    expect(own?.children[0]?.text).toBe(
      [
        schemeNotOffered.sentence,
        ...schemeNotOffered.matched.map(({ by, text }) => `  ${by}: ${text}`),
        "because",
        "fix: give the server a key of type p384",
        `→ handshake-matrix cell '${id}'`,
      ].join("\n"),
    );
  });
});

test("what passed in the baseline is a failure, known or not", () => {
  const comparison = cannedComparison();
  const cells = comparison.after.cells.map((cell) => ({ ...cell, verdict: "expected" as const }));
  const document = junit(runResult(cells), compareRuns(comparison.before, runResult(cells)));
  const failed = casesOf(parsedXml(document)).filter(({ children }) =>
    children.some(({ name }) => name === "failure"),
  );
  expect(failed.map(({ attributes }) => attributes.get("name"))).toEqual([
    "go/go/mtls/p256",
    "go/python/mtls/p256",
  ]);
  expect(failed[0]?.children[0]?.attributes.get("message")).toBe(
    "a regression since run 2026-11-20T07-00-00Z-1: deadline-exceeded (likely)",
  );
});

test.for([
  ["an element in the wrong place", "<testsuites><failure/></testsuites>"],
  [
    "a missing attribute",
    '<testsuites><testsuite tests="0" failures="0" errors="0" skipped="0"/></testsuites>',
  ],
  ["a time with a unit", '<testsuites time="1s"/>'],
  ["a count that is none", '<testsuites tests="many"/>'],
  ["text where none may be", "<testsuites>text</testsuites>"],
  [
    "a wrong sum",
    '<testsuites><testsuite name="a" tests="1" failures="0" errors="0" skipped="0"><testcase name="b"><failure/></testcase></testsuite></testsuites>',
  ],
] as const)("the rules refuse %s", ([, document]) => {
  expect(junitFaults(parsedXml(document))).toHaveLength(1);
});
