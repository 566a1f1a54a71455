import { expect, test } from "vitest";
import { type Axis, axisNames } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import { crossedCells, presetSchema } from "../axes/preset.ts";
import { covering, type Strength } from "./covering.ts";

const languages = ["go", "python", "node"];
const cells = crossedCells(
  presetSchema.parse({
    description: "d",
    steps: ["put"],
    cross: [
      { client: languages, server: languages, mode: ["none"], transport: ["tcp", "unix"] },
      {
        client: languages,
        server: ["go", "node"],
        mode: ["tls", "mtls"],
        key: ["p256", "p521", "rsa2048"],
        tlsVersion: ["1.2", "1.3"],
        transport: ["tcp", "unix"],
      },
    ],
  }),
);

/** Each choice of so many axes, with the values of a cell on them. */
const combinationsIn = (cell: Cell, strength: Strength, from = 0): readonly string[] => {
  const rest = (at: number): readonly string[] =>
    strength === 2 ? axisNames.slice(at + 1).map((axis) => `${axis}=${cell[axis]}`) : [];
  return axisNames.slice(from).flatMap((axis, at) => {
    const further = strength === 3 ? combinationsIn(cell, 2, from + at + 1) : rest(from + at);
    return further.map((other) => `${axis}=${cell[axis]} ${other}`);
  });
};

const standsIn = (some: readonly Cell[], strength: Strength) =>
  new Set(some.flatMap((cell) => combinationsIn(cell, strength)));

test.each([2, 3] as const)("each combination of %i values stands in a chosen cell", (strength) => {
  const { cells: chosen, combinations } = covering(cells, strength, []);
  const all = standsIn(cells, strength);
  expect(combinations).toBe(all.size);
  expect(standsIn(chosen, strength)).toEqual(all);
  expect(chosen.length).toBeLessThan(cells.length / strength);
  expect(chosen).toEqual(cells.filter((cell) => chosen.includes(cell)));
});

test("the same input gives the same cells", () => {
  expect(covering(cells, 2, [])).toEqual(covering(cells, 2, []));
});

/** A fault that shows where two values meet. */
const faults: readonly Readonly<Partial<Record<Axis, string | null>>>[] = [
  { client: "python", tlsVersion: "1.2" },
  { serverKey: "p521", tlsVersion: "1.2" },
  { mode: "none", transport: "unix" },
  { client: "node", server: "node" },
  { clientKey: "rsa2048", transport: "unix" },
];

test.each(faults)("a fault of %o is found", (fault) => {
  const shows = (cell: Cell) =>
    Object.entries(fault).every(([axis, value]) => cell[axis as Axis] === value);
  expect(cells.some(shows)).toBe(true);
  expect(covering(cells, 2, []).cells.some(shows)).toBe(true);
});

test("what stands in a cell that ends well stands in one that is chosen, and each known end is there for its pairs", () => {
  const pattern = "python/*/p521*";
  const ends = (cell: Cell) => cell.client === "python" && cell.serverKey === "p521";
  const { cells: chosen } = covering(cells, 2, [{ pattern }]);
  const well = cells.filter((cell) => !ends(cell));
  expect(
    standsIn(
      chosen.filter((cell) => !ends(cell)),
      2,
    ),
  ).toEqual(standsIn(well, 2));
  expect(standsIn(chosen, 2)).toEqual(standsIn(cells, 2));
  const pairs = new Set(chosen.filter(ends).map(({ client, server }) => `${client} ${server}`));
  expect(pairs).toEqual(new Set(["python go", "python node"]));
});

test("of no cells there are none", () => {
  expect(covering([], 2, [])).toEqual({ cells: [], combinations: 0 });
});
