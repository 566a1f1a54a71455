import { expect, test } from "vitest";
import { matchesGlob } from "./glob.ts";

test.for([
  ["python/*", "python/go/tls/p256", true],
  ["python/*", "go/python/tls/p256", false],
  ["*/p521", "python/go/tls/p521", true],
  ["*/{tls,mtls}/p521", "go/go/mtls/p521", true],
  ["*/{tls,mtls}/p521", "go/go/auto-mtls/p521", false],
  ["go/go/none", "go/go/none", true],
  ["go/go/none", "go/go/none/transport=unix", false],
  ["*/tls=1.2", "go/go/tls/p256/tls=1.2", true],
  ["*/tls=1.2", "go/go/tls/p256/tls=1x2", false],
  ["go:stock/*", "go:stock/node/auto-mtls/p521-p384", true],
  ["*(*", "go/go/none", false],
  ["{go,go:stock}/go/none", "go:stock/go/none", true],
  ["{go,{python,node}}/go/none", "node/go/none", true],
  ["{*/tls,none}/p256", "go/go/tls/p256", true],
  ["go/go/{none,tls", "go/go/none", true],
  ["go/go/none}", "go/go/none", false],
  ["go,python/*", "go/go/none", false],
  ["", "go/go/none", false],
] as const)("%s on %s", ([pattern, id, matches]) => {
  expect(matchesGlob(pattern, id)).toBe(matches);
});

test("a pattern that a regular expression would try in every way is answered", () => {
  expect(matchesGlob(`${"*a".repeat(500)}b`, "a".repeat(1000))).toBe(false);
  expect(matchesGlob("{*,*a}".repeat(150), "a".repeat(1000))).toBe(true);
});
