import {
  type Axis,
  type AxisValue,
  type Coordinates,
  coordinatesOf,
  directRoute,
  knobOf,
} from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import { axes, conditionWords, inOrderOf } from "../../domain/rule-axes.ts";
import type { ContrastingCell } from "../../domain/run-result.ts";
import { cellAt } from "../axes/cell-id.ts";

/** `key`: both sides' key types, where both are the same. */
type ContrastAxis = Axis | "key";

/** A cell that differs in one axis: what it has instead. */
export type Contrast = Readonly<{
  /** Its id. */
  cell: string;
  axis: ContrastAxis;
  from: AxisValue;
  to: AxisValue;
}>;

/** What a person can change most easily comes first; another implementation says the least. */
const nearestFirst: readonly ContrastAxis[] = [
  "route",
  "serverCertificate",
  "clientCertificate",
  "serverKey",
  "clientKey",
  "key",
  "tlsVersion",
  "group",
  "transport",
  "mode",
  "client",
  "server",
];

/** Values that come before the others of their axis, which are in the vocabulary's order. */
const commonValues: readonly AxisValue[] = ["p256", "p384", "rsa2048", directRoute];

/** The nearest of the passed cells that differ in one axis; null where there is none. */
export const nearestPassing = (cell: Cell, passed: readonly Cell[]): Contrast | null => {
  const [nearest] = passed
    .flatMap((other) => differenceOf(cell, other) ?? [])
    // That a pair does something else well helps nobody.
    .filter(({ axis }) => axis !== "behaviour")
    .sort(
      (a, b) => nearestFirst.indexOf(a.axis) - nearestFirst.indexOf(b.axis) || byPreference(a, b),
    );
  return nearest ?? null;
};

/** null where the cells differ in no axis or in several. */
export const differenceOf = (cell: Cell, other: Cell): Contrast | null => {
  const differing = axes.filter((axis) => cell[axis] !== other[axis]);
  const [axis, second] = differing;
  if (axis === undefined) return null;
  if (second === undefined) {
    return { cell: other.id, axis, from: cell[axis], to: other[axis] };
  }
  const onlyKeys = differing.every((one) => one === "serverKey" || one === "clientKey");
  if (!onlyKeys || !hasOneKey(cell) || !hasOneKey(other)) return null;
  return { cell: other.id, axis: "key", from: cell.serverKey, to: other.serverKey };
};

const hasOneKey = ({ clientKey, serverKey }: Cell) => clientKey !== null && clientKey === serverKey;

const byPreference = (a: Contrast, b: Contrast) => {
  const rank = ({ axis, from, to }: Contrast) => {
    if (axis === "route" && isOneProgram(from, to)) return -1;
    const at = commonValues.indexOf(to);
    return at === -1 ? commonValues.length : at;
  };
  return rank(a) - rank(b) || inOrderOf(a.axis === "key" ? "serverKey" : a.axis)(a.to, b.to);
};

/** Routes that begin with one word are one program, configured otherwise: the change that is nearest. */
const isOneProgram = (a: AxisValue, b: AxisValue) =>
  String(a).split("-")[0] === String(b).split("-")[0];

/** @param outcome - what became of the other cell. */
export const contrastingCell = (
  { cell, axis, to }: Contrast,
  outcome: ContrastingCell["outcome"],
): ContrastingCell => ({
  cell,
  with: axis === "key" ? `key ${to}` : conditionWords({ axis, values: [to] }),
  outcome,
});

/**
 * Cells to try where no neighbour of a failed cell passed, the nearest first and none of the plan. Each
 * has one axis at its default or, for keys, at the commonest; implementations and modes stay.
 */
export const missingNeighbours = (cell: Cell, plan: readonly Cell[]): readonly Cell[] => {
  const known = new Set(plan.map(({ id }) => id));
  const at = coordinatesOf(cell);
  return nearestFirst
    .map((axis) => cellAt({ ...at, ...changeOn(axis, cell) }))
    .filter(({ id }) => id !== cell.id && !known.has(id));
};

const changeOn = (axis: ContrastAxis, cell: Cell): Partial<Coordinates> => {
  switch (axis) {
    case "client":
    case "server":
    case "mode":
      return {};
    case "clientKey":
    case "serverKey":
      return { [axis]: otherKey(cell[axis]) };
    case "key":
      if (!hasOneKey(cell)) return {};
      return { serverKey: otherKey(cell.serverKey), clientKey: otherKey(cell.clientKey) };
    default:
      return { [axis]: knobOf(axis).default };
  }
};

/** P-256, or P-384 in its place; null where the mode has no key. */
const otherKey = (key: Cell["serverKey"]) =>
  key === null ? null : key === "p256" ? "p384" : "p256";
