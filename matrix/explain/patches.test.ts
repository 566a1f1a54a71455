/** What stands in a patch was written by somebody; what stands around it was printed. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { inPatches } from "./patches.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const refused = "dial tcp 10.0.0.7:8500: connect: connection refused";
const row = `"x509: certificate has expired": "renew it",`;
const hunk = ["@@ -3,4 +3,4 @@ ADVICE = {", `     ${row}`, `-    "${refused}": "wait",`, " }"];

test.for([
  ["git", ["diff --git a/kv/advice.py b/kv/advice.py", "--- a/kv/advice.py", "+++ b/kv/advice.py"]],
  ["diff -u", ["--- advice.py.orig 2026-11-30 08:00:00", "+++ advice.py 2026-11-30 08:01:00"]],
  ["a hunk alone", []],
  [
    "a mail",
    [
      "From 81c9770d1f0e6a2f5a3b4c5d6e7f8a9b0c1d2e3f Mon Sep 17 00:00:00 2001",
      "From: Ann <ann@example.org>",
      `Subject: [PATCH] advice: ${refused}`,
      "",
      `Since last week some saw x509: certificate has expired`,
      "---",
      " kv/advice.py | 2 +-",
      "--- a/kv/advice.py",
      "+++ b/kv/advice.py",
    ],
  ],
  [
    "git log -p",
    [
      "commit 81c9770d1f0e6a2f5a3b4c5d6e7f8a9b0c1d2e3f (HEAD -> main)",
      "Author: Ann <ann@example.org>",
      "",
      `    kv: x509: certificate has expired`,
      "",
      "diff --git a/kv/advice.py b/kv/advice.py",
    ],
  ],
] as const)("a patch: %s", ([, title]) => {
  expect(tells(...title, ...hunk)).toBe("mention");
  expect(tells(...title, ...hunk, `panic: ${refused}`)).toBe("cause");
});

test("a patch that a mail answers", () => {
  expect(tells("Ann wrote:", ...hunk.map((line) => `> ${line}`), "better: renewed")).toBe(
    "mention",
  );
});

test("a merge's patch", () => {
  expect(tells("diff --cc kv/advice.py", "@@@ -3,1 -3,1 +3,2 @@@", `  +  ${row}`)).toBe("mention");
});

test("a hunk whose lines keep none of a log's forms", () => {
  expect(tells("@@ -3,0 +4,1 @@", "+", `     ${row}`)).toBe("cause");
  expect(tells("@@ -3,0 +4,2 @@", "+", `     ${row}`)).toBe("mention");
});

test("context's form, and diff's own", () => {
  const context = ["*** a/advice.py", "--- b/advice.py", "***************", "*** 3,5 ****"];
  expect(tells(...context, `! ${row}`, "--- 3,5 ----", `! ${row}`)).toBe("mention");
  expect(tells("3c3", `< ${row}`, "---", `> ${row}`)).toBe("mention");
  expect(tells("3c3", `< ${row}`, "---", `> ${row}`, refused)).toBe("cause");
  expect(tells("3a4,5", `> ${row}`, `> ${row}`)).toBe("mention");
  expect(tells("3,4d2", `< ${row}`, refused)).toBe("cause");
});

/** Each line with whether it is of a patch. */
test.for<readonly [string, readonly (readonly [boolean, string])[]]>([
  [
    "two logs in context's form",
    [
      [false, "*** good.log"],
      [false, "--- bad.log"],
      [false, "***************"],
      [false, "*** 1,2 ****"],
      [false, "  up"],
      [false, "! down"],
    ],
  ],
  [
    "a log that is new",
    [
      [false, "--- /dev/null"],
      [false, "+++ b/kv.log"],
      [false, "@@ -0,0 +1 @@"],
      [false, "+down"],
    ],
  ],
  [
    "the new half of context's form, without the old one",
    [
      [true, "--- 3,5 ----"],
      [true, "! down"],
      [false, "panic: down"],
    ],
  ],
  [
    "context's form, whose blank lines lost their blanks",
    [
      [true, "*** 3,5 ****"],
      [true, ""],
      [true, "! down"],
    ],
  ],
  [
    "a hunk, whose blank lines lost their blanks",
    [
      [true, "@@ -3,2 +3,2 @@"],
      [true, ""],
      [true, "+down"],
      [false, "panic: down"],
    ],
  ],
  [
    "a commit that changes a mode alone",
    [
      [true, "commit 81c9770d1f0e6a2f5a3b4c5d6e7f8a9b0c1d2e3f"],
      [true, ""],
      [true, "    kv: runs by itself"],
      [true, ""],
      [false, "diff --git a/kv.sh b/kv.sh"],
      [false, "old mode 100644"],
      [false, "panic: down"],
    ],
  ],
  [
    "a commit's mail, with the files that it changes alone",
    [
      [true, "From 81c9770d1f0e6a2f5a3b4c5d6e7f8a9b0c1d2e3f Mon Sep 17 00:00:00 2001"],
      [true, "Subject: [PATCH] kv: runs by itself"],
      [false, "---"],
      [false, " kv.sh | 2 +-"],
      [false, "panic: down"],
    ],
  ],
  [
    "a commit's words, and two logs held against each other",
    [
      [true, "commit 81c9770d1f0e6a2f5a3b4c5d6e7f8a9b0c1d2e3f"],
      [true, ""],
      [true, "    kv: what it prints now"],
      [true, ""],
      [false, "--- good.log"],
      [false, "+++ bad.log"],
      [false, "@@ -1 +1,2 @@"],
      [false, " up"],
      [false, "+down"],
    ],
  ],
])("%s", ([, lines]) => {
  expect(inPatches(lines.map(([, line]) => line))).toEqual(lines.map(([is]) => is));
});

test.for([
  ["named", "--- good.log", "+++ bad.log"],
  ["rotated", "--- kv.log.2", "+++ kv.log.1"],
  ["of two commands", "--- /dev/fd/63 2026-11-30", "+++ /dev/fd/62 2026-11-30"],
] as const)("two logs held against each other: %s", ([, old, other]) => {
  const line = `09:12:01 ERROR vault: login failed: ${refused}`;
  expect(tells(old, other, "@@ -1,2 +1,2 @@", " 09:12:00 INFO up", `+${line}`)).toBe("cause");
});
