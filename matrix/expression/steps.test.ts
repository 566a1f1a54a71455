import { expect, test } from "vitest";
import { parseExpression } from "./parse-expression.ts";
import { stepsOf } from "./steps.ts";

const infinite = Number.POSITIVE_INFINITY;

test.for<readonly [RegExp, number, number]>([
  [/a/, 1, 1],
  [/abc/, 3, 3],
  [/^abc/, 4, 1],
  [/^abc/m, 4, 4],
  // What ends the repetition is none of it: one way.
  [/[^"]{0,9}"/, 19, 19],
  // It is one of it: any of ten ends may go on.
  [/[^"]{0,9}a/, 28, 28],
  [/[^"]{0,9}[^"]{0,9}a/, 298, 298],
  [/(?:ab|cd){0,3}e/, 16, 16],
  [/a*/, infinite, infinite],
  [/^a+$/, infinite, 1],
  [/(?<!b)a/, 3, 3],
  [/(a)\1/, infinite, infinite],
])("%s", ([expression, first, other]) => {
  const parsed = parseExpression(expression);
  expect([stepsOf(parsed, "first"), stepsOf(parsed, "other")]).toEqual([first, other]);
});

test("a repetition of a repetition counts as what it is", () => {
  expect(stepsOf(parseExpression(/(?:a{0,9}){0,9}b/), "other")).toBeGreaterThan(1_000_000);
});

test.for([/[a--b]/v, /(?i:a)/])("%s is not taken for something else", (expression) => {
  expect(() => parseExpression(expression)).toThrow(SyntaxError);
});
