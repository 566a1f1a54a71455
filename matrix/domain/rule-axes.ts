import {
  type Cell,
  certificateFaults,
  clientCertificateFaults,
  groups,
  keyTypes,
  modes,
  tlsVersions,
  transports,
} from "./cell.ts";

/** What explains comes before who was there: the order in which a rule names axes and settles ties. */
export const axes = [
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
] as const satisfies readonly (keyof Cell)[];
export type Axis = (typeof axes)[number];
export type AxisValue = Cell[Axis];

/** Cells with one of these values on this axis. */
export type Condition = Readonly<{ axis: Axis; values: readonly AxisValue[] }>;

type Words = Readonly<{
  name: string;
  /** The axis' null among other values, and alone. */
  absent: readonly [among: string, alone: string];
  /** Values in the vocabulary's order; implementations have none. */
  order: readonly AxisValue[];
}>;

const never = ["none", "none"] as const;

const words: Readonly<Record<Axis, Words>> = {
  serverCertificate: {
    name: "server certificate",
    absent: ["sound", "sound server certificate"],
    order: certificateFaults,
  },
  clientCertificate: {
    name: "client certificate",
    absent: ["sound or not asked for", "no faulty client certificate"],
    order: clientCertificateFaults,
  },
  serverKey: { name: "server key", absent: ["none", "no server key"], order: keyTypes },
  clientKey: { name: "client key", absent: ["none", "no client key"], order: keyTypes },
  tlsVersion: {
    name: "TLS version",
    absent: ["not limited", "no limit on the TLS version"],
    order: tlsVersions,
  },
  group: { name: "group", absent: ["not limited", "no limit on the group"], order: groups },
  mode: { name: "mode", absent: never, order: modes },
  transport: { name: "transport", absent: never, order: transports },
  route: { name: "route", absent: never, order: [] },
  client: { name: "client", absent: never, order: [] },
  server: { name: "server", absent: never, order: [] },
};

/** As the vocabulary lists them, null first; implementations by name. */
export const inOrderOf =
  (axis: Axis) =>
  (a: AxisValue, b: AxisValue): number => {
    const { order } = words[axis];
    if (order.length > 0) return order.indexOf(a) - order.indexOf(b);
    return a === b ? 0 : String(a) < String(b) ? -1 : 1;
  };

/** "server key p521 or ed25519", "no limit on the group". */
export const conditionWords = ({ axis, values }: Condition): string => {
  const { name, absent } = words[axis];
  if (values.length === 1 && values[0] === null) return absent[1];
  const listed = values.map((value) => value ?? absent[0]);
  return `${name} ${[listed.slice(0, -1).join(", "), ...listed.slice(-1)].filter((part) => part !== "").join(" or ")}`;
};
