import { expect, test } from "vitest";
import { codeSpan, inCell, plain } from "./cause-markdown.ts";

test.for([
  ["plain", "`plain`"],
  ["a `b` c", "``a `b` c``"],
  ["`b`", "`` `b` ``"],
  ["a ``b`` `c`", "``` a ``b`` `c` ```"],
] as const)("codeSpan: %s", ([text, markdown]) => {
  expect(codeSpan(text)).toBe(markdown);
});

test.for([
  ["List<T> and *p", "List\\<T> and \\*p"],
  ["`<address>` and <name>", "`<address>` and \\<name>"],
  ["grpc_pass", "grpc_pass"],
  ["30 * time.Second", "30 * time.Second"],
] as const)("plain: %s", ([text, markdown]) => {
  expect(plain(text)).toBe(markdown);
});

test("inCell: no bar ends the cell", () => {
  expect(inCell("`a|b` | c")).toBe("`a\\|b` \\| c");
});
