import { expect, test } from "vitest";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { jsonText } from "./json.ts";

test("values stay what they are, on one line or indented", () => {
  const value = { text: "a\nb", list: [1, null, true, { inner: "x" }], none: undefined };
  expect(jsonText(value, "line")).toBe(JSON.stringify(value));
  expect(jsonText(value)).toBe(JSON.stringify(value, null, 1));
});

test("texts and names pass the gate, however long they are", () => {
  const long = "x".repeat(100_000);
  const text = jsonText({ [hostileText]: hostileText, long, "\u2028": "\u2029" });
  expect(text).toMatch(/^[ -~\n]*$/);
  expect(text).not.toMatch(/\\u001b|hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789/);
  expect(JSON.parse(text)).toMatchObject({ long });
});

test("a name as of the prototype is a name", () => {
  expect(jsonText(JSON.parse('{"__proto__":{"a":1}}'), "line")).toBe('{"__proto__":{"a":1}}');
});
