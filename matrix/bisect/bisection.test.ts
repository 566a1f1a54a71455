import { expect, test } from "vitest";
import { parseCellId } from "../run/axes/cell-id.ts";
import { nothingObserved } from "../run/evidence/observed-properties.ts";
import { cellWith, differencesIn } from "./bisection.ts";
import { parseVersionRange } from "./version-range.ts";

test.for([
  ["go/python/tls/p256", "go=..", "go@1.70.0/python/tls/p256"],
  ["go/go/none", "go=..", "go@1.70.0/go@1.70.0/none"],
  ["go/go@plugin1.6.0/none", "go@plugin=..", "go@plugin1.70.0/go@plugin1.70.0/none"],
  ["go/go/none", "client:go=..", "go@1.70.0/go/none"],
  ["go/go/none", "server:go=..", "go/go@1.70.0/none"],
  ["go@1.66.3/go/none", "client:go=..", "go@1.70.0/go/none"],
  ["python/go:stock/none", "python=..", "python@1.70.0/go:stock/none"],
  [
    "go/python/mtls/p256/tls=1.2/transport=unix",
    "go=..",
    "go@1.70.0/python/mtls/p256/tls=1.2/transport=unix",
  ],
] as const)("%s with %s is %s", ([id, range, expected]) => {
  expect(cellWith(parseCellId(id), parseVersionRange(range), "1.70.0").id).toBe(expected);
});

test.for([
  ["go/python/none", "node=..", "client go and server python are not node"],
  ["go/python/none", "server:go=..", "server python is not go"],
  ["go:stock/python/none", "go=..", "a variant has no versions"],
] as const)("%s has no version for %s: %s", ([id, range, sentence]) => {
  expect(() => cellWith(parseCellId(id), parseVersionRange(range), "1.70.0")).toThrow(sentence);
});

test("observed properties that differ, whoever saw them", () => {
  const wire = (value: string) => ({ value, by: "wire" }) as const;
  const before = { ...nothingObserved, alpn: wire("none"), group: wire("x25519") };
  const after = {
    ...nothingObserved,
    alpn: wire("h2"),
    group: { value: "x25519", by: "client" } as const,
    tlsVersion: wire("1.3"),
  };
  expect(differencesIn(before, after)).toEqual([
    { property: "tlsVersion", before: null, after: "1.3" },
    { property: "alpn", before: "none", after: "h2" },
  ]);
});
