import { describe, expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import type { Route } from "../../domain/route.ts";
import { parseCellId } from "../axes/cell-id.ts";
import type { Preset } from "../axes/preset.ts";
import { checkRoutes, everything, makePlan, planCells, type Selection } from "./plan.ts";

const preset: { name: string; content: Preset } = {
  name: "small",
  content: {
    description: "two languages, one variant",
    deadlineMs: 5000,
    steps: ["shutdown", "get-exact", "put"],
    cross: [
      { client: ["go", "node"], server: ["go", "node"], mode: ["none"] },
      { client: ["go", "node"], server: ["node"], mode: ["tls", "mtls"], key: ["p256", "p521"] },
      {
        client: ["go:stock"],
        server: ["node"],
        mode: ["auto-mtls"],
        clientKey: ["p521"],
        serverKey: ["p256"],
      },
    ],
  },
};
const known = ["go", "go:stock", "node", "golang", "go@1.66.3", "node@1.8.0"];

const planned = (selection: Partial<Selection>) =>
  makePlan(preset, { ...everything, ...selection }, known);
const idsOf = (selection: Partial<Selection>) => planned(selection).cells.map(({ id }) => id);

const terminator: Route = {
  name: "terminator",
  title: "ends TLS",
  check: [],
  install: "",
  build: [],
  folder: "/r",
  buildFolder: "/b",
  argv: [],
  tls: "terminate",
  modes: ["tls", "mtls"],
  alpn: [],
  configuration: null,
  configurationFile: "configuration",
  log: null,
  ready: null,
};

const onRoute = (route: string) => ({
  name: "routed",
  content: {
    ...preset.content,
    cross: [
      {
        client: ["go"],
        server: ["node"],
        mode: ["tls" as const],
        key: ["p256" as const],
        route: ["direct", route],
      },
    ],
  },
});

test("a server behind what ends TLS listens in the clear too, in the same process", () => {
  const plan = makePlan(onRoute("terminator"), everything, known, [
    { ...terminator, name: "unused" },
    terminator,
  ]);
  expect(plan.routes).toEqual([terminator]);
  expect(plan.servers).toEqual([
    {
      key: expect.any(String),
      implementation: "node",
      tlsVersion: null,
      group: null,
      transport: "tcp",
      settings: {},
      listeners: [
        { id: "tls/p256", mode: "tls", serverKey: "p256", serverCertificate: null },
        { id: "none", mode: "none", serverKey: null, serverCertificate: null },
      ],
    },
  ]);
});

test("a route goes with the modes that it says", () => {
  const cells = [parseCellId("go/node/none/route=terminator")];
  expect(() => checkRoutes(cells, [terminator])).toThrow(
    new Misuse(
      "go/node/none/route=terminator: route terminator does not go with mode none; it can be tls, mtls",
    ),
  );
});

test("a route that no file describes is no cell's", () => {
  expect(() => makePlan(onRoute("nginx-grpc"), everything, known, [])).toThrow(
    new Misuse(
      "there is no route nginx-grpc, which fixtures/routes would have to describe; there are direct",
    ),
  );
});

describe("selection", () => {
  test("nothing picked is everything", () => {
    expect(idsOf({})).toHaveLength(4 + 8 + 1);
  });

  test.for<readonly [string, Partial<Selection>, readonly string[]]>([
    ["a whole id", { only: ["go/node/none"] }, ["go/node/none"]],
    ["a glob", { only: ["*/mtls/p521"] }, ["go/node/mtls/p521", "node/node/mtls/p521"]],
    [
      "two globs",
      { only: ["node/go/none", "*/auto-mtls/*"] },
      ["node/go/none", "go:stock/node/auto-mtls/p521-p256"],
    ],
    [
      "two globs for one cell",
      { only: ["node/go/*", "*/go/none"] },
      ["go/go/none", "node/go/none"],
    ],
    ["a variant by its own name", { clients: ["go:stock"] }, ["go:stock/node/auto-mtls/p521-p256"]],
    [
      "a language with its variants",
      { clients: ["go"], modes: ["none", "auto-mtls"] },
      ["go/go/none", "go/node/none", "go:stock/node/auto-mtls/p521-p256"],
    ],
    ["a server", { servers: ["go"] }, ["go/go/none", "node/go/none"]],
    [
      "a version that the preset does not name has the cells of its language",
      { clients: ["go@1.66.3"] },
      [
        ...["go@1.66.3/go/none", "go@1.66.3/node/none", "go@1.66.3/node/tls/p256"],
        ...["go@1.66.3/node/tls/p521", "go@1.66.3/node/mtls/p256", "go@1.66.3/node/mtls/p521"],
      ],
    ],
    [
      "versions of both ends, beside a language",
      { clients: ["go@1.66.3"], servers: ["node@1.8.0", "go"], modes: ["none"] },
      ["go@1.66.3/node@1.8.0/none", "go@1.66.3/go/none"],
    ],
    [
      "a mode, not another that ends so",
      { modes: ["mtls"], clients: ["node"] },
      ["node/node/mtls/p256", "node/node/mtls/p521"],
    ],
    [
      "a key on either side",
      { keys: ["p521"], clients: ["go"] },
      ["go/node/tls/p521", "go/node/mtls/p521", "go:stock/node/auto-mtls/p521-p256"],
    ],
    [
      "all of the filters together",
      { only: ["*/node/*"], clients: ["node"], modes: ["tls"], keys: ["p256"] },
      ["node/node/tls/p256"],
    ],
  ])("%s", ([, selection, ids]) => {
    expect([...idsOf(selection)].sort()).toEqual([...ids].sort());
  });

  test.for<readonly [string, Partial<Selection>, string]>([
    [
      "an unknown client",
      { clients: ["perl"] },
      "--client perl: there is no such name; it can be go, go:stock, go@1.66.3, node, node@1.8.0, golang",
    ],
    [
      "the beginning of a name",
      { servers: ["nod"] },
      "--server nod: there is no such name; it can be go, go:stock, go@1.66.3, node, node@1.8.0, golang",
    ],
    [
      "an unknown mode",
      { modes: ["ssl"] },
      "--mode ssl: there is no such name; it can be none, tls, mtls, auto-mtls",
    ],
    [
      "an unknown key",
      { keys: ["p512"] },
      "--key p512: there is no such name; it can be p256, p384, p521, rsa2048, rsa3072, rsa4096, ed25519, mldsa65",
    ],
    [
      "a glob that matches nothing, beside one that does",
      { only: ["go/*", "pyhton/*"] },
      "--only 'pyhton/*' matches no cell of preset small; ids look like go/go/none (all of them: handshake-matrix list --preset small)",
    ],
    [
      "filters that leave nothing together",
      { servers: ["go"], modes: ["tls"] },
      "no cell of preset small fits all of the given filters together",
    ],
    [
      "a known implementation that the preset has not",
      { clients: ["golang"] },
      "preset small has no cell with client golang; without --preset an implementation of your own meets others, and a preset of your own can name any",
    ],
  ])("%s is misuse", ([, selection, sentence]) => {
    expect(() => planned(selection)).toThrow(new Misuse(sentence));
  });

  test("a preset that names an unknown implementation is misuse, whatever is picked", () => {
    const selection = { ...everything, clients: ["go"] };
    expect(() => makePlan(preset, selection, ["go", "go:stock"])).toThrow(
      new Misuse(
        "the preset names implementation node, which no manifest under harness/ describes; there are go, go:stock",
      ),
    );
  });
});

describe("the plan of cells", () => {
  test("names its preset, its clients once, and its steps in the order of a cell", () => {
    const plan = planned({});
    expect(plan.preset).toBe("small");
    expect(plan.proof.steps).toEqual(["put", "get-exact", "shutdown"]);
    expect(plan.clients).toEqual(["go", "node", "go:stock"]);
  });

  test("listeners that differ in mode and key only share a server, whoever their clients are", () => {
    const cells = [
      "go/go/none",
      "node/go/none",
      "go/go/tls/p256",
      "node/go/mtls/p521-p256",
      "node/go/mtls/p384-p256",
    ].map(parseCellId);
    expect(planCells("p", { steps: ["put"], deadlineMs: 5000 }, cells).servers).toEqual([
      {
        key: expect.any(String),
        implementation: "go",
        tlsVersion: null,
        group: null,
        transport: "tcp",
        settings: {},
        listeners: [
          { id: "none", mode: "none", serverKey: null, serverCertificate: null },
          { id: "tls/p256", mode: "tls", serverKey: "p256", serverCertificate: null },
          { id: "mtls/p256", mode: "mtls", serverKey: "p256", serverCertificate: null },
        ],
      },
    ]);
  });

  test("a server of its own for each implementation, TLS version, group, transport and settings", () => {
    const cells = [
      "go/go/tls/p256",
      "go/node/tls/p256",
      "go/go/tls/p256/tls=1.2",
      "go/go/tls/p256/group=secp384r1",
      "go/go/tls/p256/transport=unix",
      "go/go/tls/p384/transport=unix",
      "go/go/none/behaviour=max-streams",
      "node/go/none/behaviour=max-streams",
      "go/go/none/behaviour=cancel",
      "go/go/none",
    ].map(parseCellId);
    const servers = planCells("p", { steps: ["put"], deadlineMs: 5000 }, cells).servers;
    expect(
      servers.map(({ listeners, key, ...server }) => [...Object.values(server), listeners.length]),
    ).toEqual([
      ["go", null, null, "tcp", {}, 2],
      ["node", null, null, "tcp", {}, 1],
      ["go", "1.2", null, "tcp", {}, 1],
      ["go", null, "secp384r1", "tcp", {}, 1],
      ["go", null, null, "unix", {}, 2],
      ["go", null, null, "tcp", { maxConcurrentStreams: 1 }, 1],
    ]);
  });

  test("a plugin is started by its host: auto-mtls needs no server", () => {
    const plan = planCells("p", { steps: ["put"], deadlineMs: 5000 }, [
      parseCellId("go/node/auto-mtls/p256"),
    ]);
    expect(plan.servers).toEqual([]);
    expect(plan.clients).toEqual(["go"]);
  });
});
