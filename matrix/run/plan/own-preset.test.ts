import { describe, expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { crossedCells, presetSchema } from "../axes/preset.ts";
import { parseManifest } from "../inputs/manifest.ts";
import { ownPreset } from "./own-preset.ts";
import { thirdPartiesAmong } from "./third-parties.ts";

const pairsOf = (own: readonly string[], others: readonly string[]) => {
  const cells = crossedCells(ownPreset(own, others));
  return [...new Set(cells.map(({ client, server }) => `${client}/${server}`))].sort();
};

test.for([
  [["rust"], ["go", "node"], ["go/rust", "node/rust", "rust/go", "rust/node", "rust/rust"]],
  [["rust"], [], ["rust/rust"]],
  [["a", "b"], ["go"], ["a/a", "a/b", "a/go", "b/a", "b/b", "b/go", "go/a", "go/b"]],
] as const)("%j with %j", ([own, others, pairs]) => {
  expect(pairsOf(own, others)).toEqual(pairs);
});

test("every mode and key type, in the form of a preset", () => {
  const preset = ownPreset(["rust"], ["go"]);
  expect(presetSchema.parse(preset)).toEqual(preset);
  // 3 pairs without TLS, and in 3 modes with 4 key types.
  expect(crossedCells(preset)).toHaveLength(3 + 3 * 3 * 4);
});

describe("third parties meet whom they can, with what they have", () => {
  const common = `title: t
toolchain: []
versions: { command: [p], stack: { p: p }, runtime: { Go: go }, tls: { crypto/tls: go } }
`;
  const places = {
    folder: "/f",
    buildFolder: (id: string) => `/b/${id}`,
    node: "/n",
    proto: "/p",
    cores: 1,
  };
  const thirdParties = thirdPartiesAmong(
    [
      `kind: plugin
id: plugin
plugin: [p]
keyType: p521
shows: [health, shutdown]
${common}`,
      `kind: grpc
id: server
server: { argv: [s], modes: { tls: [] }, keyTypes: [p256, p384], call: { path: /s.S/M } }
${common}`,
      `kind: grpc
id: caller
client: { argv: [c], modes: { tls: [] }, path: /s.S/M }
${common}`,
      `kind: host
id: host
host: [h]
mode: auto-mtls
keyType: p256
cookie: { BASIC_PLUGIN: hello }
pluginFile: kv
path: /proto.KV/Put
${common}`,
    ].flatMap((text) => parseManifest(text, "m", places)),
  );

  const keys = ["p256", "p384", "p521", "rsa2048"];

  test.for([
    [["plugin"], keys.map((key) => `go/plugin/auto-mtls/${key}-p521`)],
    [["server"], ["go/server/tls/p256", "go/server/tls/p384"]],
    [["caller"], []],
    [
      ["caller", "server"],
      [
        "caller/server/tls/p256",
        "caller/server/tls/p384",
        "go/server/tls/p256",
        "go/server/tls/p384",
      ],
    ],
    [["host"], keys.map((key) => `host/go/auto-mtls/p256-${key}`)],
    [
      ["host", "plugin"],
      [
        "host/plugin/auto-mtls/p256-p521",
        ...keys.map((key) => `host/go/auto-mtls/p256-${key}`),
        ...keys.map((key) => `go/plugin/auto-mtls/${key}-p521`),
      ],
    ],
  ] as const)("%j with go", ([own, ids]) => {
    const cells = crossedCells(ownPreset(own, ["go"], thirdParties));
    expect(cells.map(({ id }) => id).sort()).toEqual(ids.map((id) => parseCellId(id).id).sort());
  });
});
