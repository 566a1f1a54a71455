import { describe, expect, test } from "vitest";
import {
  type Axis,
  axisNames,
  axisRow,
  type Coordinates,
  coordinatesOf,
  knobAxes,
  knobOf,
} from "../../domain/axes.ts";
import { axes, conditionWords } from "../../domain/rule-axes.ts";
import { cellResultSchema } from "../../report/results-schema.ts";
import { cellResult } from "../../tooling/test/results.ts";
import { cellAt, parseCellId } from "./cell-id.ts";
import { crossedCells, presetSchema } from "./preset.ts";

/** On every axis a value that goes with all the others. */
const base: Coordinates = coordinatesOf(parseCellId("go/python/mtls/p256-p384"));

const valuesOf = (axis: Axis): readonly string[] => {
  const { values } = axisRow(axis);
  return "form" in values ? values.examples : values;
};

/** In the first mode that has the axis, and as little else as that mode needs. */
const cellWith = (axis: Axis, value: string) => {
  const mode = axis === "mode" ? (value as Coordinates["mode"]) : axisRow(axis).modes.at(-1);
  const at = { ...base, mode: mode ?? "mtls", [axis]: value };
  const kept = axisNames.map((one) => {
    const row = axisRow(one);
    const fits = one === "mode" || row.modes.includes(at.mode);
    return [one, fits ? at[one] : (row.knob?.default ?? null)];
  });
  return cellAt(Object.fromEntries(kept) as Coordinates);
};

const everyValue = axisNames.flatMap((axis) =>
  valuesOf(axis).map((value) => [axis, value, cellWith(axis, value)] as const),
);

test("a rule names every axis once", () => {
  expect([...axes].sort()).toEqual([...axisNames].sort());
});

test("a default is one of the axis' own values", () => {
  const foreign = knobAxes.filter((axis) => {
    const { default: usual } = knobOf(axis);
    return usual === null ? axisRow(axis).absent === null : !valuesOf(axis).includes(usual);
  });
  expect(foreign).toEqual([]);
});

describe.for(everyValue)("%s %s", ([axis, value, cell]) => {
  test("reads back from the id", () => {
    expect(parseCellId(cell.id)).toEqual(cell);
  });

  test("is crossed by a preset that names it", () => {
    const named = axisNames.flatMap((one) => (cell[one] === null ? [] : [[one, [cell[one]]]]));
    const preset = presetSchema.parse({
      description: "d",
      steps: cell.behaviour === null ? ["put"] : ["put", "behaviour"],
      cross: [
        {
          ...(cell.clientKey === null && cell.serverKey !== null && { clientKey: ["p256"] }),
          ...Object.fromEntries(named),
        },
      ],
    });
    expect(crossedCells(preset)).toEqual([cell]);
  });

  test("is a result's, and another text is none", () => {
    const result = { ...cellResult("go/go/none"), ...cell };
    expect(cellResultSchema.safeParse(result).success).toBe(true);
    expect(cellResultSchema.safeParse({ ...result, [axis]: `${value} ` }).success).toBe(false);
  });

  test("has words in a rule", () => {
    expect(conditionWords({ axis, values: [cell[axis]] })).toBe(`${axisRow(axis).title} ${value}`);
  });
});

test.for(axisNames)("null on axis %s is a result's where a rule has words for it", (axis) => {
  const result = { ...cellResult("go/go/none"), ...cellWith("mode", "mtls"), [axis]: null };
  const hasWords = axisRow(axis).absent !== null;
  expect(cellResultSchema.safeParse(result).success).toBe(hasWords);
});
