import { expect, test } from "vitest";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { embedded, htmlPage } from "./html.ts";

const heading = { sentence: "All ended well", tone: "good", note: "Preset quick" } as const;

test("no text begins or ends an element, and none holds a secret", () => {
  const text = embedded({ [hostileText]: hostileText });
  expect(text).not.toMatch(/<|hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789/);
  expect(JSON.stringify(JSON.parse(text))).toContain("<script>alert(1)</script>");
});

test("the policy allows the page's own script and style, by their digests, and nothing else", () => {
  const page = htmlPage("title", heading, { script: "1", style: "2" }, {});
  expect(/content="(default-src[^"]*)"/.exec(page)?.[1]).toBe(
    "default-src 'none'; script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; style-src 'sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU='; base-uri 'none'; form-action 'none'",
  );
});

test("the heading is text that a browser draws before the script runs", () => {
  const page = htmlPage(
    "title",
    { ...heading, note: hostileText },
    { script: "1", style: "2" },
    {},
  );
  const before = page.slice(page.indexOf("<body>"), page.indexOf("<noscript>"));
  expect(before).toContain('<h1 class="good">All ended well</h1>');
  expect(before).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(before.match(/<[a-z]\w*/g)).toEqual(["<body", "<div", "<header", "<h1", "<p"]);
  expect(before).not.toMatch(/hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789/);
});
