import { expect, test } from "vitest";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { parsedXml } from "../../tooling/test/junit-rules.ts";
import { element, xmlDocument } from "./xml.ts";

const first = '<?xml version="1.0" encoding="UTF-8"?>\n';

test("elements on lines of their own, text as it is", () => {
  const tree = element("a", { n: 1 }, [
    element("b", {}),
    element("c", { x: "y" }, "one\n  two"),
    element("d", {}, [element("e", {})]),
  ]);
  expect(xmlDocument(tree)).toBe(
    `${first}<a n="1">\n  <b/>\n  <c x="y">one\n  two</c>\n  <d>\n    <e/>\n  </d>\n</a>\n`,
  );
});

test.for([
  ["markup", "a < b & c > d ]]>", "a &lt; b &amp; c &gt; d ]]&gt;"],
  ["an entity is a text too", "&lt;", "&amp;lt;"],
  ["what XML cannot have", "a\ufffeb\uffffc\ud800d", "a\ufffdb\ufffdc\ufffdd"],
  ["beyond the first plane", "\u{1f600}", "\u{1f600}"],
  ["a quotation mark ends no text", '"', '"'],
] as const)("a text: %s", ([, text, written]) => {
  expect(xmlDocument(element("a", {}, text))).toBe(`${first}<a>${written}</a>\n`);
});

test.for([
  ["a quotation mark", '"', "&quot;"],
  ["line feed and tab", "a\n\tb", "a&#10;&#9;b"],
  ["markup", "<&>", "&lt;&amp;&gt;"],
] as const)("an attribute: %s", ([, text, written]) => {
  expect(xmlDocument(element("a", { x: text }))).toBe(`${first}<a x="${written}"/>\n`);
});

test("whatever a text holds, it is a text, and without secrets", () => {
  const read = parsedXml(xmlDocument(element("a", { x: hostileText }, hostileText)));
  expect(read.children).toEqual([]);
  for (const text of [read.text, read.attributes.get("x") ?? ""]) {
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).not.toMatch(/MHcCAQEE|abcdefghijklmnopqrstuvwxyz0123456789/);
  }
});
