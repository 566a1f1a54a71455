import { type Axis, axisRow, transports } from "../../domain/axes.ts";
import type { Cell, Mode } from "../../domain/cell.ts";

/** Whether a cell of this mode can have a value on the axis that is not the default. */
export const hasAxis = (mode: Mode, axis: Axis): boolean => axisRow(axis).modes.includes(mode);

/** Whether the axis goes with the transport too. */
export const isAllowed = (
  axis: Axis,
  { mode, transport }: Pick<Cell, "mode" | "transport">,
): boolean => hasAxis(mode, axis) && axisRow(axis).transports.includes(transport);

/** Where a value that is not the default can stand: "goes with the modes none, tls and mtls, over tcp". */
export const goesWith = (axis: Axis): string => {
  const row = axisRow(axis);
  const named = [row.modes.slice(0, -1).join(", "), ...row.modes.slice(-1)].filter((part) => part);
  const over =
    row.transports.length < transports.length ? `, over ${row.transports.join(", ")}` : "";
  return `goes with ${row.modes.length === 1 ? "mode" : "the modes"} ${named.join(" and ")}${over}`;
};
