import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import { places } from "../places.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { kept } from "./inputs/kept.ts";
import { presetTexts } from "./inputs/read-inputs.ts";
import { owedBy } from "./plan/owed.ts";
import { planned, readInputs } from "./planned.ts";
import { expectationFor } from "./verdict/expectations.ts";

/** A repository with an implementation, and with these files. @returns the path of its project file. */
const repository = (files: Readonly<Record<string, unknown>>): string => {
  const folder = temporaryFolder();
  const program = ["{node}", "{folder}/program.mjs"];
  const manifest = { id: "mine", title: "mine", toolchain: [], server: program, client: program };
  mkdirSync(join(folder, "mine"));
  const all = { "mine/implementation.yaml": manifest, ...files };
  // JSON is YAML.
  for (const [name, content] of Object.entries(all)) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return join(folder, "handshake-matrix.yaml");
};

const nothing = {
  ...{ only: [], client: [], server: [], mode: [], key: [], harness: [] },
  ...{ shard: null, durations: new Map<string, number>() },
};

const preset = {
  description: "two cells",
  steps: ["put"],
  cross: [{ client: ["mine"], server: ["go", "mine"], mode: ["none"] }],
};

test("an implementation of one's own meets those of the preset default where no preset is named", async () => {
  const project = repository({ "handshake-matrix.yaml": { implementations: ["mine"] } });
  const { plan } = await planned({ ...nothing, project, mode: ["none"] });
  expect([plan.preset, plan.cells.map(({ id }) => id)]).toEqual([
    "own",
    [
      "mine/mine/none",
      "mine/go/none",
      "mine/node/none",
      "mine/python/none",
      "go/mine/none",
      "node/mine/none",
      "python/mine/none",
    ],
  ]);
});

test("a variant of it meets nobody, also one with a build of its own", async () => {
  const program = ["{node}", "{folder}/program.mjs"];
  const build = [{ title: "copy", argv: ["true"], inputs: ["implementation.yaml"] }];
  const own = { server: program, client: program };
  const manifest = { id: "mine", title: "mine", toolchain: [], ...own };
  const project = repository({
    "handshake-matrix.yaml": { implementations: ["mine"] },
    "mine/implementation.yaml": { ...manifest, variants: { built: { ...own, build } } },
  });
  const { plan } = await planned({ ...nothing, project, mode: ["none"] });
  expect(plan.cells.filter(({ id }) => id.includes(":"))).toEqual([]);
});

test("so does one that --harness names", async () => {
  const harness = [join(repository({}), "..", "mine")];
  const { plan } = await planned({ ...nothing, harness });
  expect([plan.preset, plan.cells.length]).toEqual(["own", 7 + 7 * 3 * 4]);
});

test("a preset that is named counts, also one of the project", async () => {
  const project = repository({
    "handshake-matrix.yaml": { implementations: ["mine"], presets: ["two.yaml"] },
    "two.yaml": preset,
  });
  const cellsOf = async (name: string) =>
    (await planned({ ...nothing, project, preset: name })).plan.cells.length;
  expect([await cellsOf("two"), await cellsOf("quick")]).toEqual([2, 36]);
});

test("expectations of the project come before those of the tool", async () => {
  const reason = { reason: "mine", source: "here", cause: "silent-peer", side: "server" };
  const project = repository({
    "handshake-matrix.yaml": { implementations: ["mine"], expectations: ["known.yaml"] },
    "known.yaml": [{ pattern: "mine/python/mtls/p521", outcome: "timed-out", ...reason }],
  });
  const { plan } = await planned({ ...nothing, project, only: ["mine/python/mtls/p521"] });
  const { expectations } = await readInputs([], { harness: [], project });
  const [cell] = plan.cells;
  if (!cell) throw new Error("no cell");
  expect(expectationFor(cell, expectations, [])?.reason).toBe("mine");
});

test.for([
  [
    "an unknown key",
    { "handshake-matrix.yaml": { harness: [] } },
    /handshake-matrix\.yaml:1:\d+: Unrecognized key: "harness"$/,
  ],
  [
    "a folder without a manifest",
    { "handshake-matrix.yaml": { implementations: ["yours"] } },
    /yours has no implementation\.yaml$/,
  ],
  [
    "a preset with a name of the tool's",
    { "handshake-matrix.yaml": { presets: ["quick.yaml"] }, "quick.yaml": preset },
    /quick\.yaml: the tool has a preset quick itself; give this one another name$/,
  ],
  [
    "a preset that is not there",
    { "handshake-matrix.yaml": { presets: ["gone.yaml"] } },
    /cannot read preset .*gone\.yaml$/,
  ],
  [
    "expectations of no cell",
    {
      "handshake-matrix.yaml": { implementations: ["mine"], expectations: ["known.yaml"] },
      "known.yaml": [
        { pattern: "yours/*", outcome: "unsupported", reason: "none", source: "none" },
      ],
    },
    /known\.yaml: pattern 'yours\/\*' matches no cell of any preset/,
  ],
] as const)("%s is one sentence", async ([name, files, sentence]) => {
  const asked = name.includes("preset") ? { preset: name.includes("not") ? "gone" : "quick" } : {};
  const work = planned({ ...nothing, ...asked, project: repository(files) });
  await expect(work).rejects.toThrow(Misuse);
  await expect(work).rejects.toThrow(sentence);
});

test("a project file that is named must be there", async () => {
  await expect(planned({ ...nothing, project: "/nowhere/handshake-matrix.yaml" })).rejects.toThrow(
    new Misuse(
      "cannot read project file /nowhere/handshake-matrix.yaml; handshake-matrix init writes one",
    ),
  );
});

test("a plugin of others meets a host of every implementation, with the steps that it shows", async () => {
  const harness = [join(places.root, "fixtures", "third-parties", "hashicorp-kv")];
  const { plan } = await planned({ ...nothing, harness, key: ["p256"] });
  const [cell] = plan.cells;
  if (!cell) throw new Error("no cell");
  expect([
    owedBy(cell, plan.proof.steps, plan.proof.thirdParties).steps,
    plan.cells.map(({ id }) => id),
  ]).toEqual([
    ["health", "shutdown"],
    ["go", "node", "python"].map((host) => `${host}/hashicorp-kv/auto-mtls/p256-p521`),
  ]);
});

test("beside an implementation of one's own each shows what it can", async () => {
  const harness = [
    join(places.root, "fixtures", "third-parties", "hashicorp-kv"),
    join(repository({}), "..", "mine"),
  ];
  const { plan } = await planned({ ...nothing, harness, server: ["mine", "hashicorp-kv"] });
  const owed = (id: string) => {
    const cell = plan.cells.find((one) => one.id === id);
    return cell && owedBy(cell, plan.proof.steps, plan.proof.thirdParties).steps;
  };
  expect(owed("mine/hashicorp-kv/auto-mtls/p256-p521")).toEqual(["health", "shutdown"]);
  expect(owed("go/mine/tls/p256")).toEqual(["put", "get-exact", "get-missing", "health"]);
});

test("what a copy of the tool in another folder has kept of the same presets is not taken", async () => {
  const texts = await presetTexts({ presets: new Map() });
  const elsewhere = { implementations: ["/elsewhere"], expectations: ["/elsewhere.yaml"] };
  for (const place of [[], ["/elsewhere/fixtures/presets"]]) {
    const subject = JSON.stringify(["what presets need", ...place, texts]);
    kept.keep(subject, { needs: elsewhere, ends: [] });
  }
  const { implementations } = await readInputs([], { harness: [] });
  expect(implementations.filter(({ thirdParty }) => thirdParty !== null)).not.toEqual([]);
});
