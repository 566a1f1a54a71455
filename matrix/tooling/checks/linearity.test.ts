import { expect, test } from "vitest";
import { expressionsIn } from "./expressions-in.ts";
import { faultOf } from "./linearity.ts";

test.for<readonly [RegExp, string | null]>([
  [/^\d+$/, null],
  [/a{1,9}b/, null],
  [/\s+$/, "2nd degree polynomial"],
  [/^(?:a+)+$/, "exponential"],
  [/(?:a{0,30}){0,30}b/, "linear with "],
])("%s", ([expression, complexity]) => {
  const fault = faultOf(expression);
  if (complexity === null) expect(fault).toBeNull();
  else expect(fault?.complexity.startsWith(complexity)).toBe(true);
});

test("an attack is named", () => {
  expect(faultOf(/\s+$/)?.attack).toMatch(/repeat/);
});

test("expressions are found as literals and as what is built of strings", () => {
  const text = [
    "const name = '\\\\d{1,3}';",
    "const literal = /a\\/[/]b/gi;",
    `const one = new RegExp(\`^\${name}\${unknown}$\`, 'm');`,
    "const two = new RegExp([String.raw`\\s`, 'b'].join('|'));",
    "const again = new RegExp(row.pattern, 'g');",
  ].join("\n");
  expect(
    expressionsIn("a.ts", text).map(({ line, source, flags }) => [line, source, flags]),
  ).toEqual([
    [2, "a\\/[/]b", "gi"],
    [3, "^\\d{1,3}x$", "m"],
    [4, "\\s|b", ""],
  ]);
});
