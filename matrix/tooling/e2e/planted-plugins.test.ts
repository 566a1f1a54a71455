// Each behaviour of plugins is shown to find what is planted in a plugin or a host: real programs, each with one fault
// (fixtures/behaviours/planted-plugins), against go-plugin. That no other behaviour finds it takes some minutes: only with
// EVERY_BEHAVIOUR=1, as every night.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  hostFaults,
  notPlanted,
  pluginFaults,
} from "../../../fixtures/behaviours/planted-plugins/faults.ts";
import { pluginBehaviours } from "../../behaviours/plugin/plugin-behaviours.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { places } from "../../places.ts";
import { readManifest } from "../../run/inputs/read-inputs.ts";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

const everyBehaviour = process.env["EVERY_BEHAVIOUR"] === "1";
const limitMs = everyBehaviour ? 1_200_000 : 300_000;
const planted = "planted-plugin";
const folder = join(places.root, "fixtures", "behaviours", "planted-plugins");
const names = pluginBehaviours.map(({ name }) => name);

const ends = {
  server: { faults: pluginFaults, pair: (server: string) => ({ client: "go", server }) },
  client: { faults: hostFaults, pair: (client: string) => ({ client, server: "go" }) },
} as const;
type End = keyof typeof ends;
const bothEnds = ["server", "client"] as const;

const faultsAt = (end: End) =>
  Object.entries(ends[end].faults).map(([name, { shows }]) => ({ name, shows }));

/** The behaviours that can show something of an end. */
const askedOf = (end: End) => {
  const reasons = notPlanted.filter((one) => one.end === end).map(({ behaviour }) => behaviour);
  return names.filter((name) => !reasons.includes(name));
};

/** The plain implementation shows that there is nothing to find without a fault. */
const crossesAt = (end: End) =>
  [
    { id: planted, behaviour: askedOf(end) },
    ...faultsAt(end).map(({ name, shows }) => ({
      id: `${planted}:${name}`,
      behaviour: everyBehaviour ? askedOf(end) : shows,
    })),
  ].map(({ id, behaviour }) => {
    const { client, server } = ends[end].pair(id);
    return { client: [client], server: [server], mode: ["none"], behaviour };
  });

const violationsOf = ({ findings = [] }: CellResult) =>
  findings.filter(({ kind }) => kind === "violation");

describe("a fault of a plugin or a host", () => {
  let run: MatrixProcess;
  let cells: readonly CellResult[];

  beforeAll(async () => {
    const preset = join(sharedFolder(), "planted-plugins.yaml");
    const content = {
      description: "A plugin or a host with one fault each",
      implementations: [folder],
      steps: ["put", "get-exact", "behaviour", "shutdown"],
      deadlineMs: 30_000,
      cross: bothEnds.flatMap(crossesAt),
    };
    writeFileSync(preset, JSON.stringify(content));
    run = startMatrix(["run", "--preset", preset, "--jobs", "8"]);
    await run.exit;
    ({ cells } = run.results());
  }, limitMs);

  const cellsOf = (end: End, id: string) => {
    const pair = ends[end].pair(id);
    return cells.filter(({ client, server }) => client === pair.client && server === pair.server);
  };

  describe.for(bothEnds)("of a %s", (end) => {
    test("is not found where there is none", () => {
      const plain = cellsOf(end, planted);
      expect(plain.map(({ behaviour }) => behaviour).toSorted()).toEqual(askedOf(end).toSorted());
      expect(plain.map(({ outcome }) => outcome.kind)).toEqual(plain.map(() => "passed"));
    });

    test.for(faultsAt(end))("$name is found by $shows", ({ name, shows }) => {
      const found = cellsOf(end, `${planted}:${name}`).filter(
        (cell) => violationsOf(cell).length > 0,
      );
      expect(found.map(({ behaviour }) => behaviour).toSorted()).toEqual(shows.toSorted());
      for (const cell of found) {
        expect(new Set(violationsOf(cell).map(({ by }) => by)), cell.id).toEqual(new Set([end]));
        const [cause] = cell.diagnosis?.causes ?? [];
        expect([cause?.code, cause?.side], cell.id).toEqual(["specification-violated", end]);
      }
    });

    test("can be planted for every behaviour, or there is a reason why not", () => {
      const shows = faultsAt(end).flatMap((fault) => fault.shows);
      expect([...new Set(shows)].toSorted()).toEqual(askedOf(end).toSorted());
    });
  });

  test("every cell comes to its behaviour, and nothing is left behind", () => {
    const others = cells.filter(({ findings }) => findings === undefined);
    expect(others.map(({ id, outcome }) => [id, outcome])).toEqual([]);
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});

test("every fault is a variant of the manifest", async () => {
  const ids = (await readManifest(folder)).map(({ id }) => id);
  const faults = bothEnds.flatMap(faultsAt).map(({ name }) => `${planted}:${name}`);
  expect(ids.toSorted()).toEqual([planted, ...faults].toSorted());
});
