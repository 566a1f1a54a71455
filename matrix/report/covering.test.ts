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
      "the 9 cells with server key p521 and client python, no others",
      keys,
      ({ serverKey, client }) => serverKey === "p521" && client === "python",
    ],
    [
      "the 36 cells with server key p521 or ed25519 and client go or python, no others",
      keys,
      ({ serverKey, client }) =>
        (serverKey === "p521" || serverKey === "ed25519") && client !== "node",
    ],
    ["the 9 cells with mode none, no others", keys, ({ mode }) => mode === "none"],
    ["the 36 cells with mode tls, no others", keys, ({ mode }) => mode === "tls"],
    ["the 39 cells with server node, no others", keys, ({ server }) => server === "node"],
    ["all 117 cells", keys, () => true],
    ["all 0 cells", keys, () => false],
    [
      "the 8 cells with mode mtls or auto-mtls and client go and server python, no others",
      keys,
      ({ client, server, clientKey }) =>
        client === "go" && server === "python" && clientKey !== null,
    ],
    [
      "the 17 cells with (server key p521 and client python) or (client key p521 and server python), no others",
      keyPairs,
      ({ client, server, clientKey, serverKey }) =>
        (client === "python" && serverKey === "p521") ||
        (server === "python" && clientKey === "p521"),
    ],
    [
      "the 27 cells with (client go and server go) or (client node and server node) or (client python and server python), no others",
      keyPairs,
      ({ client, server }) => client === server,
    ],
    ["the 9 cells with transport unix, no others", knobs, ({ transport }) => transport === "unix"],
    [
      "the 9 cells with TLS version 1.2, no others",
      knobs,
      ({ tlsVersion }) => tlsVersion === "1.2",
    ],
    [
      "the 6 cells with group x25519 or secp384r1 and client go, no others",
      knobs,
      ({ group, client }) => group !== null && client === "go",
    ],
    [
      "the 9 cells with server certificate expired, no others",
      knobs,
      ({ serverCertificate }) => serverCertificate === "expired",
    ],
    [
      "the 18 cells with (server certificate wrong-name) or (client certificate absent), no others",
      knobs,
      ({ serverCertificate, clientCertificate }) =>
        serverCertificate === "wrong-name" || clientCertificate === "absent",
    ],
    [
      "the 9 cells with no faulty client certificate and client key p256, no others",
      knobs,
      ({ mode, clientCertificate }) => mode === "mtls" && clientCertificate === null,
    ],
  ])("%s", ([sentence, plan, isInside]) => {
    expect(coveringSentence(coveringRule(...split(plan, isInside)))).toBe(sentence);
  });

  test.for([
    ["the 1 cell with client go and server node, no others", ["go/node"]],
    [
      "the 4 cells with (server go) or (client node and server python), no others",
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
        "the 10 cells with (client node or python and server go)",
        "(server key p256 and client go and server go or node)",
        "(server key p521 and client go or python and server node), no others",
      ].join(" or "),
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
      "the 4 cells with (mode none and client go) or (server certificate expired), no others",
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
        "the 2 cells with (server key p256 and client key p256 and TLS version 1.2 and client go and server go)",
        "(server key p384 and client key p384 and TLS version 1.3 and client node and server node), no others",
      ].join(" or "),
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
  expect(coveringSentence(covering)).toBe(
    "the 5 cells, which no rule of at most 4 terms describes",
  );
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
