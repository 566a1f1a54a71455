import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Axis, axisNames, axisRow, type Coordinates } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import { cellResult } from "../../tooling/test/results.ts";
import { isAllowed } from "../axes/allowed.ts";
import { cellAt, parseCellId } from "../axes/cell-id.ts";
import { contrastingCell, missingNeighbours, nearestPassing } from "./contrast.ts";

const nearestOf = (id: string, passed: readonly string[]) =>
  nearestPassing(parseCellId(id), passed.map(parseCellId));

test("a contrast says what differs and from what", () => {
  expect(nearestOf("python/go/tls/p521", ["python/go/tls/p384"])).toEqual({
    cell: "python/go/tls/p384",
    axis: "serverKey",
    from: "p521",
    to: "p384",
  });
  expect(nearestOf("go/go/mtls/p521", ["go/go/mtls/p256"])).toEqual({
    cell: "go/go/mtls/p256",
    axis: "key",
    from: "p521",
    to: "p256",
  });
});

test("a key type that is common is nearer than one that comes before it", () => {
  expect(nearestOf("go/go/tls/ed25519", ["go/go/tls/p521", "go/go/tls/rsa2048"])?.to).toBe(
    "rsa2048",
  );
});

const failed = "go/python/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=expired";

/** Neighbours of `failed` and of one like it with a faulty client certificate, nearest first. */
const neighbours = [
  ["sound server certificate", "go/python/mtls/p521/tls=1.2/group=x25519/transport=unix"],
  [
    "server certificate authority",
    "go/python/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=authority",
  ],
  [
    "client certificate absent",
    "go/python/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=expired/client-cert=absent",
  ],
  [
    "server key p256",
    "go/python/mtls/p521-p256/tls=1.2/group=x25519/transport=unix/server-cert=expired",
  ],
  [
    "server key ed25519",
    "go/python/mtls/p521-ed25519/tls=1.2/group=x25519/transport=unix/server-cert=expired",
  ],
  [
    "client key p384",
    "go/python/mtls/p384-p521/tls=1.2/group=x25519/transport=unix/server-cert=expired",
  ],
  ["key p384", "go/python/mtls/p384/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
  ["key rsa2048", "go/python/mtls/rsa2048/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
  ["key rsa3072", "go/python/mtls/rsa3072/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
  [
    "no limit on the TLS version",
    "go/python/mtls/p521/group=x25519/transport=unix/server-cert=expired",
  ],
  [
    "TLS version 1.3",
    "go/python/mtls/p521/tls=1.3/group=x25519/transport=unix/server-cert=expired",
  ],
  ["no limit on the group", "go/python/mtls/p521/tls=1.2/transport=unix/server-cert=expired"],
  ["transport tcp", "go/python/mtls/p521/tls=1.2/group=x25519/server-cert=expired"],
  [
    "mode auto-mtls",
    "go/python/auto-mtls/p521/tls=1.2/group=x25519/transport=unix",
    "go/python/mtls/p521/tls=1.2/group=x25519/transport=unix",
  ],
  ["client node", "node/python/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
  ["server go", "go/go/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
  ["server node", "go/node/mtls/p521/tls=1.2/group=x25519/transport=unix/server-cert=expired"],
] as const;

test.for(neighbours.map((one, at) => ({ sentence: one[0], id: one[1], from: one[2], at })))(
  "$sentence",
  ({ sentence, id, from = failed, at }) => {
    const further = from === failed ? neighbours.slice(at).map((one) => one[1]) : [id];
    for (const passed of [further, further.toReversed()]) {
      const nearest = nearestOf(from, passed);
      expect(nearest && contrastingCell(nearest, "passes")).toEqual({
        cell: id,
        with: sentence,
        outcome: "passes",
      });
    }
  },
);

test.for([
  ["nothing passed", "go/go/tls/p521", []],
  ["it alone", "go/go/tls/p521", ["go/go/tls/p521"]],
  ["two axes differ", "go/go/tls/p521", ["go/node/tls/p256"]],
  ["key and transport differ", "go/go/mtls/p521", ["go/go/mtls/p256/transport=unix"]],
  ["a pair that was not written as one", "go/go/mtls/p521-p384", ["go/go/mtls/p256"]],
  ["a pair that is not written as one", "go/go/mtls/p521", ["go/go/mtls/p256-p384"]],
  ["another mode has other keys", "go/go/tls/p256", ["go/go/none", "go/go/mtls/p256"]],
] as const)("no neighbour: %s", ([, id, passed]) => {
  expect(nearestOf(id, passed)).toBeNull();
});

const idsToTry = (id: string, plan: readonly string[] = []) =>
  missingNeighbours(parseCellId(id), plan.map(parseCellId)).map((cell) => cell.id);

describe("missingNeighbours", () => {
  test.for([
    ["go/go/none", [], []],
    ["go/go/none/transport=unix", [], ["go/go/none"]],
    ["go/go/none/transport=unix", ["go/go/none"], []],
    ["python/go/tls/p521", [], ["python/go/tls/p256"]],
    ["python/go/tls/p256", [], ["python/go/tls/p384"]],
    ["python/go/tls/p256", ["python/go/tls/p384"], []],
    [
      "python/go/tls/p256/server-cert=expired",
      [],
      ["python/go/tls/p256", "python/go/tls/p384/server-cert=expired"],
    ],
    [
      "go/node/auto-mtls/p521",
      [],
      ["go/node/auto-mtls/p521-p256", "go/node/auto-mtls/p256-p521", "go/node/auto-mtls/p256"],
    ],
    [
      "go/node/auto-mtls/p521",
      ["go/node/auto-mtls/p256", "go/node/auto-mtls/p521"],
      ["go/node/auto-mtls/p521-p256", "go/node/auto-mtls/p256-p521"],
    ],
    ["go/node/auto-mtls/p521-p256", [], ["go/node/auto-mtls/p521-p384", "go/node/auto-mtls/p256"]],
    [
      "go/node/mtls/p256-p384/tls=1.2/group=x25519/transport=unix/server-cert=expired/client-cert=absent",
      [],
      [
        "go/node/mtls/p256-p384/tls=1.2/group=x25519/transport=unix/client-cert=absent",
        "go/node/mtls/p256-p384/tls=1.2/group=x25519/transport=unix/server-cert=expired",
        "go/node/mtls/p256/tls=1.2/group=x25519/transport=unix/server-cert=expired/client-cert=absent",
        "go/node/mtls/p384/tls=1.2/group=x25519/transport=unix/server-cert=expired/client-cert=absent",
        "go/node/mtls/p256-p384/group=x25519/transport=unix/server-cert=expired/client-cert=absent",
        "go/node/mtls/p256-p384/tls=1.2/transport=unix/server-cert=expired/client-cert=absent",
        "go/node/mtls/p256-p384/tls=1.2/group=x25519/server-cert=expired/client-cert=absent",
      ],
    ],
  ] as const)("%s with %j in the plan", ([id, plan, ids]) => {
    expect(idsToTry(id, plan)).toEqual(ids);
  });

  test("a result's neighbours are cells, without what came of it", () => {
    const [neighbour] = missingNeighbours(cellResult("go/go/tls/p521"), []);
    expect(neighbour).toEqual(parseCellId("go/go/tls/p256"));
  });

  const names: Readonly<Record<string, readonly string[]>> = {
    client: ["go", "go:stock", "python"],
    server: ["go", "node", "python"],
    route: ["direct", "nginx-grpc"],
  };
  const valueOn = (axis: Axis) => {
    const { values, absent, knob } = axisRow(axis);
    const listed = "form" in values ? (names[axis] ?? []) : values;
    // A key is absent by its mode alone.
    return fc.constantFrom(...listed, ...(absent !== null && knob !== null ? [null] : []));
  };
  const allowed = (at: Coordinates): Coordinates =>
    Object.fromEntries(
      axisNames.map((axis) => {
        const fits = isAllowed(axis, at);
        return [axis, fits ? at[axis] : (axisRow(axis).knob?.default ?? null)];
      }),
    ) as Coordinates;
  const cells = fc
    .record(Object.fromEntries(axisNames.map((axis) => [axis, valueOn(axis)])))
    .map((at) => cellAt(allowed(at as Coordinates)));

  test("each reads back from its id and would be a contrast, in the order of contrasts", () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const tries = missingNeighbours(cell, []);
        expect(tries).toEqual(tries.map(({ id }) => parseCellId(id)));
        const axes = tries.map((one) => nearestPassing(cell, [one])?.axis);
        expect(axes).not.toContain(undefined);
        expect(new Set(axes).size).toBe(axes.length);
        const nearest = nearestPassing(cell, tries.toReversed());
        expect(nearest?.cell).toBe(tries[0]?.id);
      }),
    );
  });

  test("none is in the plan", () => {
    fc.assert(
      fc.property(cells, fc.nat(7), (cell, at) => {
        const all = missingNeighbours(cell, []);
        const known: readonly Cell[] = all.filter((_, other) => other === at);
        expect(missingNeighbours(cell, known)).toEqual(all.filter((_, other) => other !== at));
      }),
    );
  });
});
