import { type Axis, type AxisValue, axisRow } from "./axes.ts";

/** What explains comes before who was there: the order in which a rule names axes and settles ties. */
export const axes = [
  "behaviour",
  "serverCertificate",
  "clientCertificate",
  "serverKey",
  "clientKey",
  "tlsVersion",
  "group",
  "mode",
  "transport",
  "route",
  "client",
  "server",
] as const satisfies readonly Axis[];

/** Cells with one of these values on this axis. */
export type Condition = Readonly<{ axis: Axis; values: readonly AxisValue[] }>;

/** As the axis lists them, null first; names, which it does not list, by their letters. */
export const inOrderOf = (axis: Axis): ((a: AxisValue, b: AxisValue) => number) => {
  const { values } = axisRow(axis);
  if (!("form" in values)) {
    const order: readonly AxisValue[] = values;
    return (a, b) => order.indexOf(a) - order.indexOf(b);
  }
  return (a, b) => (a === b ? 0 : String(a) < String(b) ? -1 : 1);
};

/** "server key p521 or ed25519", "no limit on the group". */
export const conditionWords = ({ axis, values }: Condition): string => {
  const { title, absent } = axisRow(axis);
  if (absent !== null && values.length === 1 && values[0] === null) return absent.alone;
  const listed = values.map((value) => value ?? absent?.among ?? "none");
  return `${title} ${[listed.slice(0, -1).join(", "), ...listed.slice(-1)].filter((part) => part !== "").join(" or ")}`;
};
