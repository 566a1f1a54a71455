import { expect, test } from "vitest";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { cellResult, failedAt } from "../../tooling/test/results.ts";
import { cellDetail, cellSummary } from "./cell-view.ts";
import { differences, nearestPassing } from "./nearest.ts";

const failing = cellResult("go/go/tls/p521", failedAt("tls", "refused"));

test.for([
  { others: [], nearest: null },
  { others: ["python/python/none", "go/go/tls/p256"], nearest: "go/go/tls/p256" },
  { others: ["go/go/tls/p256", "go/go/tls/p384"], nearest: "go/go/tls/p256" },
])("nearest of $others is $nearest", ({ others, nearest }) => {
  const cells = [failing, ...others.map((id) => cellResult(id))].map(cellSummary);
  expect(cells[0] && (nearestPassing(cells[0], cells)?.id ?? null)).toBe(nearest);
});

test("only what is not the same differs", () => {
  const compared = (cell: typeof failing) => ({
    cell: cellSummary(cell),
    observed: cellDetail(cell, null).observed,
  });
  const tlsVersion = { value: "1.3", by: "wire" } as const;
  const here = { ...failing, observed: { ...failing.observed, tlsVersion } };
  expect(differences(compared(here), compared(provenCell("go/go/tls/p256")))).toEqual([
    { what: "server key", here: "p521", there: "p256" },
    { what: "cipher suite, seen", here: "nothing", there: "TLS_AES_128_GCM_SHA256" },
    { what: "group, seen", here: "nothing", there: "x25519" },
    { what: "ALPN, seen", here: "nothing", there: "h2" },
    { what: "server key, seen", here: "nothing", there: "p256" },
    { what: "authentication, seen", here: "nothing", there: "server" },
  ]);
});
