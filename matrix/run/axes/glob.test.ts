import { expect, test } from "vitest";
import { globToRegExp } from "./glob.ts";

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
] as const)("%s on %s", ([pattern, id, matches]) => {
  expect(globToRegExp(pattern).test(id)).toBe(matches);
});
