// Each behaviour is shown to find what is planted in a library: real programs, each with one fault (fixtures/behaviours/planted).
// That no other behaviour finds it takes some minutes: only with EVERY_BEHAVIOUR=1, as every night.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { clientFaults } from "../../../fixtures/behaviours/planted/client-faults.ts";
import { notPlanted } from "../../../fixtures/behaviours/planted/not-planted.ts";
import { serverFaults } from "../../../fixtures/behaviours/planted/server-faults.ts";
import { behaviourNamed, behaviours } from "../../behaviours/behaviours.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { places } from "../../places.ts";
import { readManifest } from "../../run/inputs/read-inputs.ts";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

const everyBehaviour = process.env["EVERY_BEHAVIOUR"] === "1";
const limitMs = everyBehaviour ? 1_200_000 : 300_000;

const planted = "planted";
const folder = join(places.root, "fixtures", "behaviours", planted);
const names = behaviours.map(({ name }) => name);

const other = "go";
const ends = {
  server: { faults: serverFaults },
  client: { faults: clientFaults },
} as const;
type End = keyof typeof ends;
const bothEnds = ["server", "client"] as const;

const faultsAt = (end: End) =>
  Object.entries(ends[end].faults).map(([name, { shows }]) => ({ name, shows }));

/** The plain implementation shows what its library does without a fault. */
const crossesAt = (end: End) =>
  [
    { id: planted, behaviour: names },
    ...faultsAt(end).map(({ name, shows }) => ({
      id: `${planted}:${name}`,
      behaviour: everyBehaviour ? names : shows,
    })),
  ].flatMap(({ id, behaviour }) => {
    if (end === "server") {
      const any = behaviour.filter((name: string) => serverFor(name) === other);
      return [{ client: [other], server: [id], mode: ["none"], behaviour: any }];
    }
    return [...Map.groupBy(behaviour, serverFor)].map(([server, tried]) => ({
      ...{ client: [id], server: [server], mode: ["none"], behaviour: tried },
    }));
  });

const serverFor = (behaviour: string) => behaviourNamed(behaviour)?.server ?? other;

const violationsOf = ({ findings = [] }: CellResult) =>
  findings.flatMap((one) =>
    one.kind === "violation" ? [{ by: one.by, sentence: one.sentence }] : [],
  );

describe("a fault in a library", () => {
  let run: MatrixProcess;
  let cells: readonly CellResult[];

  beforeAll(async () => {
    const preset = join(sharedFolder(), "planted.yaml");
    const content = {
      description: "A library with one fault each",
      implementations: [folder, join(places.root, "fixtures", "peers", "servers")],
      steps: ["put", "get-exact", "behaviour"],
      deadlineMs: 30_000,
      cross: bothEnds.flatMap(crossesAt),
    };
    writeFileSync(preset, JSON.stringify(content));
    run = startMatrix(["run", "--preset", preset, "--jobs", "8"]);
    await run.exit;
    ({ cells } = run.results());
  }, limitMs);

  const cellsOf = (end: End, id: string) => cells.filter((cell) => cell[end] === id);

  /** What the library does without the fault too. */
  const usual = (end: End, behaviour: string | null) =>
    cellsOf(end, planted)
      .filter((cell) => cell.behaviour === behaviour)
      .flatMap(violationsOf);

  /** What a cell shows beyond that. */
  const shown = (end: End, cell: CellResult) => {
    const known = usual(end, cell.behaviour).map(({ by, sentence }) => `${by} ${sentence}`);
    return violationsOf(cell).filter(({ by, sentence }) => !known.includes(`${by} ${sentence}`));
  };

  describe.for(bothEnds)("of a %s", (end) => {
    test.for(faultsAt(end))("$name is found by $shows", ({ name, shows }) => {
      const own = cellsOf(end, `${planted}:${name}`);
      const found = own.filter((cell) => shown(end, cell).length > 0);
      expect(found.map(({ behaviour }) => behaviour).toSorted()).toEqual(shows.toSorted());
      for (const cell of found) {
        expect(new Set(shown(end, cell).map(({ by }) => by)), cell.id).toEqual(new Set([end]));
        const [cause] = cell.diagnosis?.causes ?? [];
        expect(cause?.code, cell.id).toBe("specification-violated");
        if (usual(end, cell.behaviour).length === 0) expect(cause?.side, cell.id).toBe(end);
      }
    });

    test("can be planted for every behaviour, or there is a reason why not", () => {
      const shows = faultsAt(end).flatMap((fault) => fault.shows);
      const reasons = notPlanted.filter((one) => one.end === end).map((one) => one.behaviour);
      expect([...new Set([...shows, ...reasons])].toSorted()).toEqual(names.toSorted());
      expect(reasons.filter((behaviour) => shows.includes(behaviour))).toEqual([]);
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
