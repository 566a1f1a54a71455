import { expect, test } from "vitest";
import { parseCellId } from "../run/axes/cell-id.ts";
import { columnLegend } from "./column-legend.ts";

test.for([
  [
    "go/go/none go/go/tls/p256 go/go/tls/p384 go/node/tls/p256 go/node/tls/p384",
    ["marks in order: p256, p384"],
  ],
  ["go/go/tls/p256 go/go/tls/p384 go/go/mtls/p256 go/go/mtls/p384", ["marks in order: p256, p384"]],
  [
    "go/go/tls/p256 go/node/tls/p256 go:stock/go/tls/p384 go/go:stock/tls/p384/tls=1.2",
    ["marks in order: p256", "go:stock → go: p384", "go → go:stock: p384/tls=1.2"],
  ],
  [
    "go/go/tls/p256 go/node/tls/p256 go:stock/go/tls/p384 go:stock/node/tls/p384",
    ["marks in order: p256", "go:stock → go and go:stock → node: p384"],
  ],
  [
    "go/go/tls/p256 go/go/tls/p256/route=envoy go/go/tls/p256/route=hitch go/go/none go/go/none/route=nginx",
    ["tls, marks in order: default, envoy, hitch", "none, marks in order: default, nginx"],
  ],
  [
    "go/go/tls/p256/tls=1.2 go/go/tls/p256/group=x25519 go/go/tls/p256/tls=1.2/group=x25519",
    ["marks in order: tls=1.2, group=x25519, tls=1.2/group=x25519"],
  ],
  ["p256 p384 p521 rsa2048 rsa3072 rsa4096".replaceAll(/(\w+)/g, "go/$1/tls/$1"), []],
  [
    [
      ..."abcdefghijk".split("").flatMap((end) => [`go/${end}/tls/p256`, `go/${end}/tls/p384`]),
      ...["p521", "rsa2048", "rsa3072", "rsa4096", "ed25519"].map((key) => `go/l${key}/tls/${key}`),
    ].join(" "),
    ["marks in order: p256, p384", "5 pairs have others: the report names each mark"],
  ],
  ["go/go/none go/node/none", []],
  ["", []],
] as const)("%s: %s", ([ids, legend]) => {
  const cells = ids.split(" ").filter(Boolean).map(parseCellId);
  const modes = [...new Set(cells.map(({ mode }) => mode))];
  expect(columnLegend(cells, modes)).toEqual(legend);
});

test("what is counted has no order", () => {
  const cells = ["go/go/none", "go/go/tls/p256", "go/go/mtls/p384"].map(parseCellId);
  expect(columnLegend(cells, ["mtls"])).toEqual(["marks in order: p384"]);
  expect(columnLegend(cells, [])).toEqual([]);
});
