import { describe, expect, test } from "vitest";
import type { Cell } from "../domain/cell.ts";
import { parseCellId } from "../run/axes/cell-id.ts";
import { crossedCells, presetSchema } from "../run/axes/preset.ts";
import { coveringRule, coveringSentence } from "./covering.ts";

const implementations = ["go", "node", "python"];
const everyPair = { client: implementations, server: implementations };

const cellsOf = (...cross: object[]): readonly Cell[] =>
  crossedCells(presetSchema.parse({ description: "a plan", steps: ["put"], cross }));

const split = (plan: readonly Cell[], isInside: (cell: Cell) => boolean) =>
  [plan.filter(isInside), plan.filter((cell) => !isInside(cell))] as const;

describe("the sentence of the rule", () => {
  const keys = cellsOf(
    { ...everyPair, mode: ["none"] },
    {
      ...everyPair,
      mode: ["tls", "mtls", "auto-mtls"],
      key: ["p256", "p384", "p521", "ed25519"],
    },
  );
  const keyPairs = cellsOf({
    ...everyPair,
    mode: ["mtls"],
    clientKey: ["p256", "p384", "p521"],
    serverKey: ["p256", "p384", "p521"],
  });
  const knobs = cellsOf(
    { ...everyPair, mode: ["none"], transport: ["tcp", "unix"] },
    { ...everyPair, mode: ["tls", "mtls"], key: ["p256"] },
    { ...everyPair, mode: ["tls"], key: ["p256"], tlsVersion: ["1.2", "1.3"] },
    { ...everyPair, mode: ["tls"], key: ["p256"], group: ["x25519", "secp384r1"] },
    { ...everyPair, mode: ["tls"], key: ["p256"], serverCertificate: ["expired", "wrong-name"] },
    { ...everyPair, mode: ["mtls"], key: ["p256"], clientCertificate: ["absent", "expired"] },
  );
  test.for<readonly [string, readonly Cell[], (cell: Cell) => boolean]>([
    [
      "server key p521 and client python: 9 of 9 cells, no other",
      keys,
      ({ serverKey, client }) => serverKey === "p521" && client === "python",
    ],
    [
      "server key p521 or ed25519 and client go or python: 36 of 36 cells, no other",
      keys,
      ({ serverKey, client }) =>
        (serverKey === "p521" || serverKey === "ed25519") && client !== "node",
    ],
    ["mode none: 9 of 9 cells, no other", keys, ({ mode }) => mode === "none"],
    ["mode tls: 36 of 36 cells, no other", keys, ({ mode }) => mode === "tls"],
    ["server node: 39 of 39 cells, no other", keys, ({ server }) => server === "node"],
    ["any cell: 117 of 117 cells, no other", keys, () => true],
    ["none: 0 of 0 cells, no other", keys, () => false],
    [
      "mode mtls or auto-mtls and client go and server python: 8 of 8 cells, no other",
      keys,
      ({ client, server, clientKey }) =>
        client === "go" && server === "python" && clientKey !== null,
    ],
    [
      "server key p521 and client python; client key p521 and server python: 17 of 17 cells, no other",
      keyPairs,
      ({ client, server, clientKey, serverKey }) =>
        (client === "python" && serverKey === "p521") ||
        (server === "python" && clientKey === "p521"),
    ],
    [
      "client go and server go; client node and server node; client python and server python: 27 of 27 cells, no other",
      keyPairs,
      ({ client, server }) => client === server,
    ],
    ["transport unix: 9 of 9 cells, no other", knobs, ({ transport }) => transport === "unix"],
    ["TLS version 1.2: 9 of 9 cells, no other", knobs, ({ tlsVersion }) => tlsVersion === "1.2"],
    [
      "group x25519 or secp384r1 and client go: 6 of 6 cells, no other",
      knobs,
      ({ group, client }) => group !== null && client === "go",
    ],
    [
      "server certificate expired: 9 of 9 cells, no other",
      knobs,
      ({ serverCertificate }) => serverCertificate === "expired",
    ],
    [
      "server certificate wrong-name; client certificate absent: 18 of 18 cells, no other",
      knobs,
      ({ serverCertificate, clientCertificate }) =>
        serverCertificate === "wrong-name" || clientCertificate === "absent",
    ],
    [
      "no faulty client certificate and client key p256: 9 of 9 cells, no other",
      knobs,
      ({ mode, clientCertificate }) => mode === "mtls" && clientCertificate === null,
    ],
  ])("%s", ([sentence, plan, isInside]) => {
    expect(coveringSentence(coveringRule(...split(plan, isInside)))).toBe(sentence);
  });

  test.for([
    ["client go and server node: 1 of 1 cell, no other", ["go/node"]],
    [
      "server go; client node and server python: 4 of 4 cells, no other",
      ["go/go", "node/go", "python/go", "node/python"],
    ],
  ] as const)("of pairs: %s", ([sentence, pairs]) => {
    const plan = cellsOf({ ...everyPair, mode: ["none"] });
    const isInside = ({ client, server }: Cell) =>
      pairs.some((one) => one === `${client}/${server}`);
    expect(coveringSentence(coveringRule(...split(plan, isInside)))).toBe(sentence);
  });

  test("of terms that have cells of each other", () => {
    const plan = cellsOf({ ...everyPair, mode: ["tls"], key: ["p256", "p384", "p521"] });
    const isInside = ({ client, server, serverKey }: Cell) =>
      (client !== "go" && server === "go") ||
      (client === "go" && server !== "python" && serverKey === "p256") ||
      (client !== "node" && server === "node" && serverKey === "p521");
    expect(coveringSentence(coveringRule(...split(plan, isInside)))).toBe(
      [
        "client node or python and server go",
        "server key p256 and client go and server go or node",
        "server key p521 and client go or python and server node: 10 of 10 cells, no other",
      ].join("; "),
    );
  });

  test("the term with the most cells comes first, however long", () => {
    const plan = cellsOf(
      { ...everyPair, mode: ["none"] },
      { client: ["go"], server: ["node"], mode: ["tls"], key: ["p256"] },
      {
        ...{ client: ["go"], server: ["node"], mode: ["tls"], key: ["p256"] },
        serverCertificate: ["expired"],
      },
    );
    const isInside = ({ mode, client, serverCertificate }: Cell) =>
      serverCertificate !== null || (mode === "none" && client === "go");
    expect(coveringSentence(coveringRule(...split(plan, isInside)))).toBe(
      "mode none and client go; server certificate expired: 4 of 4 cells, no other",
    );
  });

  test("of cells that only all of their values tell from others", () => {
    const names = ["go", "node"];
    const keys = ["p256", "p384"];
    const plan = cellsOf({
      ...{ client: names, server: names, mode: ["mtls"] },
      ...{ clientKey: keys, serverKey: keys, tlsVersion: ["1.2", "1.3"] },
    });
    const ids = ["go/go/mtls/p256/tls=1.2", "node/node/mtls/p384/tls=1.3"];
    expect(coveringSentence(coveringRule(...split(plan, ({ id }) => ids.includes(id))))).toBe(
      [
        "server key p256 and client key p256 and TLS version 1.2 and client go and server go",
        "server key p384 and client key p384 and TLS version 1.3 and client node and server node: 2 of 2 cells, no other",
      ].join("; "),
    );
  });
});

test("keys explain more than the implementation that alone has them", () => {
  const plan = ["go/go/tls/p256", "node/node/tls/p521"].map(parseCellId);
  expect(coveringRule(...split(plan, ({ client }) => client === "node"))).toEqual({
    terms: [[{ axis: "serverKey", values: ["p521"] }]],
    listed: [],
    covered: 1,
    of: 1,
  });
});

test("without a rule of four terms the cells are listed", () => {
  const names = ["a", "b", "c", "d", "e"];
  const plan = cellsOf({ client: names, server: names, mode: ["none"] });
  const covering = coveringRule(...split(plan, ({ client, server }) => client === server));
  expect(covering).toEqual({
    terms: null,
    listed: ["a/a/none", "b/b/none", "c/c/none", "d/d/none", "e/e/none"],
    covered: 0,
    of: 5,
  });
  expect(coveringSentence(covering)).toBe("no rule of at most 4 terms: 5 cells");
});

test("a cell that stands on both sides has no rule", () => {
  const plan = [parseCellId("go/go/none")];
  expect(coveringRule(plan, plan)).toEqual({
    terms: null,
    listed: ["go/go/none"],
    covered: 0,
    of: 1,
  });
});
