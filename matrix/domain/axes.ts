// What is known of each axis of the matrix, in one place. Cells and their ids, presets, rules and the schema of results
// are derived from this table: a new axis, or a new value, is written here alone.
import type { KeyType } from "./wire-facts.ts";

/** Security modes: `tls` authenticates the server, `mtls` both sides, `auto-mtls` is go-plugin's exchange. */
export const modes = ["none", "tls", "mtls", "auto-mtls"] as const;

/** Types of a certificate's key. Not to be confused with named groups or signature schemes. */
export const keyTypes = [
  "p256",
  "p384",
  "p521",
  "rsa2048",
  "rsa3072",
  "rsa4096",
  "ed25519",
  /** ML-DSA-65 (FIPS 204), which TLS 1.3 alone has a signature scheme for. */
  "mldsa65",
] as const satisfies readonly KeyType[];

export const transports = ["tcp", "unix"] as const;

/** The route on which nothing stands between client and server. */
export const directRoute = "direct";

/** Names that are given elsewhere, by manifests or by files. */
type NameForm = Readonly<{
  /** With its article: "a route". */
  what: string;
  form: RegExp;
  longest: number;
  examples: readonly string[];
}>;

/** Ids that a manifest describes: `language`, `language:variant` or `language@version`. */
const implementationIds = {
  what: "an implementation id",
  form: /^[a-z][a-z0-9-]*(?:[:@][a-z0-9][a-z0-9.-]*)?$/,
  longest: 256,
  examples: ["go", "go:stock", "go@1.66.3"],
} as const satisfies NameForm;

/** {@link directRoute}, or the name of a file in fixtures/routes: what stands between client and server. */
const routeNames = {
  what: "a route",
  form: /^[a-z][a-z0-9.-]*$/,
  longest: 64,
  examples: [directRoute, "nginx-grpc"],
} as const satisfies NameForm;

/** Names of what matrix/behaviours has; those of the interop suites are written as there. */
const behaviourNames = {
  what: "a behaviour",
  form: /^[a-z][a-z0-9_-]*$/,
  longest: 64,
  examples: ["four-kinds", "long-deadline", "large_unary"],
} as const satisfies NameForm;

/** What an axis is where a preset or an id does not name it. */
type Knob = Readonly<{
  /** An id says `/idName=value` where the value is not the default. */
  idName: string;
  default: string | null;
  /** A preset's cross may have modes beside those of the axis: there the axis is left out, or the cross is refused. */
  inOtherModes: "left out" | "refused";
}>;

type AxisRow = Readonly<{
  /** In a rule: "server certificate expired". */
  title: string;
  /** One value: "fault of a certificate". */
  valueTitle: string;
  /** Every value, in the order in which they are listed, or the form of a name. */
  values: readonly string[] | NameForm;
  /** null in a rule, among other values and alone; null for an axis on which every cell has a value. */
  absent: Readonly<{ among: string; alone: string }> | null;
  /** The modes and transports in which a cell can have another value than its default; a key has none in other modes. */
  modes: readonly (typeof modes)[number][];
  transports: readonly (typeof transports)[number][];
  /** null for an axis that has a place of its own in an id. */
  knob: Knob | null;
}>;

const always = { modes, transports, absent: null, knob: null } as const;
const everywhere = { transports, knob: null } as const;

/** In the order of a cell's fields, and of the parts of its id. */
export const axisTable = {
  client: { ...always, title: "client", valueTitle: "implementation", values: implementationIds },
  server: { ...always, title: "server", valueTitle: "implementation", values: implementationIds },
  mode: { ...always, title: "mode", valueTitle: "mode", values: modes },
  clientKey: {
    ...everywhere,
    title: "client key",
    valueTitle: "key type",
    values: keyTypes,
    absent: { among: "none", alone: "no client key" },
    // Elsewhere the client has no certificate.
    modes: ["mtls", "auto-mtls"],
  },
  serverKey: {
    ...everywhere,
    title: "server key",
    valueTitle: "key type",
    values: keyTypes,
    absent: { among: "none", alone: "no server key" },
    modes: ["tls", "mtls", "auto-mtls"],
  },
  /** The version that a server is limited to; null: the stacks' own choice. */
  tlsVersion: {
    title: "TLS version",
    valueTitle: "TLS version",
    values: ["1.2", "1.3"],
    absent: { among: "not limited", alone: "no limit on the TLS version" },
    modes: ["tls", "mtls", "auto-mtls"],
    transports,
    knob: { idName: "tls", default: null, inOtherModes: "left out" },
  },
  /** The named group (RFC 8446 section 4.2.7) that a server is limited to; null: the stacks' own choice. */
  group: {
    title: "group",
    valueTitle: "group",
    values: [
      "x25519",
      "secp256r1",
      "secp384r1",
      "secp521r1",
      "X25519MLKEM768",
      "SecP256r1MLKEM768",
      "SecP384r1MLKEM1024",
    ],
    absent: { among: "not limited", alone: "no limit on the group" },
    modes: ["tls", "mtls", "auto-mtls"],
    transports,
    knob: { idName: "group", default: null, inOtherModes: "left out" },
  },
  transport: {
    title: "transport",
    valueTitle: "transport",
    values: transports,
    absent: null,
    modes,
    transports,
    knob: { idName: "transport", default: "tcp", inOtherModes: "refused" },
  },
  route: {
    title: "route",
    valueTitle: "route",
    values: routeNames,
    absent: null,
    modes: ["none", "tls", "mtls"],
    transports: ["tcp"],
    knob: { idName: "route", default: directRoute, inOtherModes: "refused" },
  },
  /** What is wrong with a certificate that is otherwise as a cell's should be, one thing each; null: nothing. */
  serverCertificate: {
    title: "server certificate",
    valueTitle: "fault of a certificate",
    values: [
      "expired",
      "not-yet-valid",
      /** Its only name is another than the one that is dialled. */
      "wrong-name",
      /** The right name stands in the subject, and there is no subjectAltName. */
      "common-name-only",
      /** Its extendedKeyUsage is the other role's. */
      "wrong-usage",
      /** CA:TRUE. */
      "authority",
      "unknown-authority",
      /** Issued by an intermediate authority whose own certificate is not sent. */
      "missing-intermediate",
      /** RSA with 1024 bits. */
      "weak-key",
    ],
    absent: { among: "sound", alone: "sound server certificate" },
    modes: ["tls", "mtls"],
    transports,
    knob: { idName: "server-cert", default: null, inOtherModes: "refused" },
  },
  /** As the server's, but that nobody checks a client's name; `absent`: the client is given none. */
  clientCertificate: {
    title: "client certificate",
    valueTitle: "fault of a client certificate",
    values: [
      "absent",
      "expired",
      "not-yet-valid",
      "wrong-usage",
      "authority",
      "unknown-authority",
      "missing-intermediate",
      "weak-key",
    ],
    absent: { among: "sound or not asked for", alone: "no faulty client certificate" },
    modes: ["mtls"],
    transports,
    knob: { idName: "client-cert", default: null, inOtherModes: "refused" },
  },
  /** What the pair is told to do beside put and get: the name of a file's behaviour in matrix/behaviours; null: nothing. */
  behaviour: {
    title: "behaviour",
    valueTitle: "behaviour",
    values: behaviourNames,
    absent: { among: "put and get", alone: "put and get alone" },
    // One of plugins goes with the modes of plugins, in the clear or with auto-mTLS; any other with those of a server alone.
    modes,
    transports,
    knob: { idName: "behaviour", default: null, inOtherModes: "refused" },
  },
} as const satisfies Readonly<Record<string, AxisRow>>;

type Table = typeof axisTable;
export type Axis = keyof Table;

/** Axes that a preset or an id need not name. */
export type KnobAxis = { [A in Axis]: Table[A]["knob"] extends null ? never : A }[Axis];

type NamedValue<Values> = Values extends readonly (infer Value)[] ? Value : string;

/** One value on each axis. */
export type Coordinates = Readonly<{
  [A in Axis]: NamedValue<Table[A]["values"]> | (Table[A]["absent"] extends null ? never : null);
}>;
export type AxisValue = Coordinates[Axis];

export const axisNames = Object.keys(axisTable) as readonly Axis[];

/** What the table says of an axis, whichever it is. */
export const axisRow = (axis: Axis): AxisRow => axisTable[axis];

/** As {@link axisRow}, of an axis with a default. */
export const knobOf = (axis: KnobAxis): Knob => axisTable[axis].knob;

export const knobAxes = axisNames.filter((axis): axis is KnobAxis => axisRow(axis).knob !== null);

/** Where something stands that has more than a place, a cell or its result. */
export const coordinatesOf = (at: Coordinates): Coordinates =>
  Object.fromEntries(axisNames.map((axis) => [axis, at[axis]])) as Coordinates;
