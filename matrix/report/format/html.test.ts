import { expect, test } from "vitest";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { embedded, htmlPage } from "./html.ts";

test("no text begins or ends an element, and none holds a secret", () => {
  const text = embedded({ [hostileText]: hostileText });
  expect(text).not.toMatch(/<|hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789/);
  expect(JSON.stringify(JSON.parse(text))).toContain("<script>alert(1)</script>");
});

test("the policy allows the page's own script and style, by their digests, and nothing else", () => {
  const page = htmlPage("title", { script: "1", style: "2" }, {});
  expect(/content="(default-src[^"]*)"/.exec(page)?.[1]).toBe(
    "default-src 'none'; script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; style-src 'sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU='; base-uri 'none'; form-action 'none'",
  );
});
