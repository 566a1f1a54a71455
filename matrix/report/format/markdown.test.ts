import { expect, test } from "vitest";
import { codeBlock, codeSpan, ownProse, prose, row, ruler } from "./markdown.ts";

test.for([
  ["grpc_pass, 30 * time.Second (RFC 8446)", "grpc_pass, 30 * time.Second (RFC 8446)"],
  ["_it_ *em* **b** ~~s~~", "\\_it\\_ \\*em\\* \\*\\*b\\*\\* \\~\\~s\\~\\~"],
  ["<b>&lt;", "&lt;b&gt;&amp;lt;"],
  ["[a](b) `c` \\|", "\\[a\\](b) \\`c\\` \\\\\\|"],
  ["# heading", "\\# heading"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["two\nlines\u001b[2J", "two lines"],
] as const)("prose: %j", ([text, markdown]) => {
  expect(prose(text)).toBe(markdown);
});

test.for([
  ["List<T> and *p", "List\\<T> and \\*p"],
  ["`<address>` and <name>", "`<address>` and \\<name>"],
  ["grpc_pass", "grpc_pass"],
  ["30 * time.Second", "30 * time.Second"],
] as const)("ownProse: %s", ([text, markdown]) => {
  expect(ownProse(text)).toBe(markdown);
});

test.for([
  ["plain", "`plain`"],
  ["a `b` c", "``a `b` c``"],
  ["`b`", "`` `b` ``"],
  ["a ``b`` `c`", "``` a ``b`` `c` ```"],
  ["", "`  `"],
  ["two\nlines", "`two lines`"],
  ["<address>", "`<address>`"],
  ["<script>x", "&lt;script&gt;x"],
] as const)("codeSpan: %j", ([text, markdown]) => {
  expect(codeSpan(text)).toBe(markdown);
});

test("codeBlock: no line of the text ends it", () => {
  expect(codeBlock("a\n````\nb\n")).toEqual(["`````text", "a\n````\nb", "`````"]);
});

test.for([
  [["`a|b`", "c"], "| `a\\|b` | c |"],
  [["a\\|b", "c\nd"], "| a\\|b | c d |"],
  [["a\\\\|b"], "| a\\\\\\|b |"],
] as const)("row: %j", ([cells, line]) => {
  expect(row(cells)).toBe(line);
});

test("ruler", () => {
  expect([ruler(2), ruler(3, 2)]).toEqual(["|---|---|", "|---|---|:-:|"]);
});
