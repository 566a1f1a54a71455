import { describe, expect, test } from "vitest";
import type { Implementation } from "../../domain/implementation.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { type StepName, stepNames } from "../axes/preset.ts";
import { parseManifest } from "../inputs/manifest.ts";
import { owedBy } from "./owed.ts";
import { planCells } from "./plan.ts";
import { checkThirdParties, thirdPartiesAmong } from "./third-parties.ts";

const places = {
  folder: "/f",
  buildFolder: (id: string) => `/b/${id}`,
  node: "/n",
  proto: "/p",
  cores: 1,
};
const parsed = (text: string) => parseManifest(text, "m", places);
const common = `title: t
toolchain: []
versions: { command: [p, --version], stack: { p: p }, runtime: { Go: go }, tls: { crypto/tls: go } }
`;
const implementations: readonly Implementation[] = [
  "id: go\ntitle: t\ntoolchain: []\nserver: [s]\nclient: [c]\n",
  `kind: plugin
id: provider
environment: { COOKIE: provider }
plugin: [p]
keyType: p521
shows: [health, shutdown]
${common}`,
  `kind: plugin
id: kv
plugin: [p]
keyType: p521
shows: [health, shutdown]
${common}`,
  `kind: grpc
id: server
server:
  argv: [s]
  modes: { tls: [--tls], mtls: [--mtls] }
  keyTypes: [p256, p384]
  health: ""
  call: { path: /s.S/M }
${common}`,
  `kind: grpc
id: checker
client: { argv: [c], modes: { none: [], tls: [--tls] }, path: /grpc.health.v1.Health/Check }
${common}`,
  `kind: grpc
id: caller
client: { argv: [c], modes: { tls: [--tls] }, path: /s.S/M, prints: done }
${common}`,
  `kind: grpc
id: suite
server: { argv: [s], modes: { none: [] }, call: { path: /grpc.testing.TestService/EmptyCall } }
client:
  argv: [c, "{case}"]
  modes: { none: [] }
  path: /grpc.testing.TestService/EmptyCall
  cases: [large_unary, client_compressed_streaming]
${common}`,
  `kind: host
id: core
host: [h]
mode: auto-mtls
keyType: p521
cookie: { COOKIE: provider }
pluginFile: provider
path: /p.P/M
${common}`,
  `kind: host
id: kv-host
host: [h]
mode: none
cookie: { BASIC_PLUGIN: hello }
pluginFile: kv
path: /proto.KV/Put
${common}`,
].flatMap(parsed);
const thirdParties = thirdPartiesAmong(implementations);

const check = (id: string, steps: readonly StepName[] = stepNames) =>
  checkThirdParties(planCells("own", { steps, deadlineMs: 1000, thirdParties }, [parseCellId(id)]));

describe("what a cell has to show is what both of its ends can", () => {
  test.for([
    ["go/provider/auto-mtls/p521", "health shutdown"],
    ["go/provider/auto-mtls/p256-p521", "health shutdown"],
    ["go/server/tls/p256", "health call"],
    ["go/server/mtls/p384", "health call"],
    ["go/server/tls/p256/server-cert=expired", "health call"],
    ["go/server/tls/p256/route=nginx-grpc", "health call"],
    ["caller/server/tls/p256", "exit"],
    ["checker/server/tls/p256", "exit"],
    ["checker/go/tls/p521/tls=1.2", "exit"],
    ["checker/go/none", "exit"],
    ["core/provider/auto-mtls/p521", "exit shutdown"],
    ["kv-host/go/none", "exit shutdown"],
    ["kv-host/kv/none", "exit shutdown"],
    ["suite/suite/none", "exit"],
    ["suite/suite/none/behaviour=large_unary", "behaviour exit"],
    ["suite/suite/none/behaviour=client_compressed_streaming", "behaviour exit"],
    ["go/suite/none", "call"],
    ["go/suite/none/behaviour=ping_pong", "call behaviour"],
  ] as const)("%s: %s", ([id, steps]) => {
    expect(() => check(id)).not.toThrow();
    expect(owedBy(parseCellId(id), stepNames, thirdParties).steps.join(" ")).toBe(steps);
  });

  test("implementations of the contract have no step of third parties", () => {
    const { steps } = owedBy(parseCellId("go/go/auto-mtls/p256"), stepNames, thirdParties);
    expect(stepNames.filter((name) => !steps.includes(name))).toEqual([
      "call",
      "behaviour",
      "exit",
    ]);
  });
});

test.for([
  ["provider/go/auto-mtls/p521", /provider is a plugin, and no client$/],
  ["go/provider/tls/p521", /provider is a plugin, whose mode is auto-mtls$/],
  ["go/provider/auto-mtls/p256", /provider has a p521 key, as its manifest says$/],
  ["go/provider/auto-mtls/p521/tls=1.2", /provider knows of no tlsVersion to be told$/],
  ["server/go/tls/p256", /server is a server, and no client$/],
  ["go/checker/tls/p256", /checker is a client, and no server$/],
  ["go/core/auto-mtls/p521", /core is a host, and no server$/],
  ["go/server/none", /server has mode tls, mtls, as its manifest says$/],
  ["go/server/auto-mtls/p256", /server has mode tls, mtls, as its manifest says$/],
  ["go/server/tls/p521", /server takes keys of type p256, p384, as its manifest says$/],
  ["go/server/tls/p256/group=x25519", /server knows of no group to be told$/],
  ["go/server/tls/p256/transport=unix", /server knows of no transport to be told$/],
  ["checker/go/mtls/p256", /checker has mode none, tls, as its manifest says$/],
  ["checker/go/tls/p256/transport=unix", /checker dials tcp$/],
  ["caller/go/tls/p256", /caller calls \/s\.S\/M, which go does not serve as far as/],
  ["core/provider/tls/p521", /core has mode auto-mtls, as its manifest says$/],
  ["core/provider/auto-mtls/p256-p521", /core has a p521 key, as its manifest says$/],
  ["core/go/auto-mtls/p521", /core starts plugins with another cookie than that of go$/],
  ["core/server/auto-mtls/p521", /core starts plugins with another cookie than that of server$/],
  ["suite/suite/none/behaviour=ping_pong", /suite has no case ping_pong, as its manifest says$/],
  ["go/go/none/behaviour=ping_pong", /go does not serve grpc\.testing\.TestService as far as its/],
  ["go/server/tls/p256/behaviour=ping_pong", /server does not serve grpc\.testing\.TestService as/],
  [
    "go/suite/none/behaviour=client_compressed_streaming",
    /go cannot be asked for client_compressed_streaming: rpc compresses every request of a call or none$/,
  ],
  ["go/suite/none/behaviour=four-kinds", /suite knows of no behaviour to be told$/],
  ["suite/suite/none/behaviour=four-kinds", /suite has no case four-kinds, as its manifest says$/],
  ["kv-host/go/none/transport=unix", /kv-host knows of no transport to be told$/],
] as const)("%s is misuse", ([id, sentence]) => {
  expect(() => check(id)).toThrow(sentence);
});

test("a cell of which a third party can show nothing is misuse", () => {
  expect(() => check("go/provider/auto-mtls/p521", ["put", "get-exact"])).toThrow(
    "preset own asks for put, get-exact, of which provider can show nothing",
  );
});
