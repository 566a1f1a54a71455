import { expect, test } from "vitest";
import type { Implementation } from "../../domain/implementation.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { parseManifest } from "../inputs/manifest.ts";
import { planCells } from "./plan.ts";
import { checkThirdParties } from "./third-parties.ts";

const places = { folder: "/f", builds: "/b", node: "/n", proto: "/p", cores: 1 };
const implementations: readonly Implementation[] = [
  ...parseManifest("id: go\ntitle: t\ntoolchain: []\nserver: [s]\nclient: [c]\n", "m", places),
  ...parseManifest(
    `kind: plugin
id: provider
title: t
toolchain: []
plugin: [p]
keyType: p521
shows: [health, shutdown]
versions: { command: [p, --version], stack: { provider: provider }, runtime: { Go: go }, tls: { crypto/tls: go } }
`,
    "m",
    places,
  ),
];

const check = (id: string, steps: readonly ("health" | "shutdown" | "put")[]) => {
  const plan = planCells("own", { steps, deadlineMs: 1000 }, [parseCellId(id)]);
  return () => checkThirdParties(plan, implementations);
};

test.for(["go/provider/auto-mtls/p521", "go/provider/auto-mtls/p256-p521", "go/go/mtls/p256"])(
  "%s can be run",
  (id) => {
    expect(check(id, ["health", "shutdown"])).not.toThrow();
  },
);

test.for([
  ["provider/go/auto-mtls/p521", /provider is a plugin, and no client$/],
  ["go/provider/tls/p521", /provider is a plugin, whose mode is auto-mtls$/],
  ["go/provider/auto-mtls/p256", /provider has a p521 key, as its manifest says$/],
  ["go/provider/auto-mtls/p521/tls=1.2", /provider knows of no tlsVersion to be told$/],
] as const)("%s is misuse", ([id, sentence]) => {
  expect(check(id, ["health"])).toThrow(sentence);
});

test("a step that it does not show is misuse, with those that it shows", () => {
  expect(check("go/provider/auto-mtls/p521", ["put", "health"])).toThrow(
    "preset own asks for put, which provider does not show; its manifest has shows: [health, shutdown]",
  );
});
