import { z } from "zod";
import {
  type Cell,
  certificateFaults,
  clientCertificateFaults,
  directRoute,
  groups,
  isMutual,
  keyTypes,
  type Mode,
  modes,
  tlsVersions,
  transports,
} from "../domain/cell.ts";
import { cellAt, routeNamePattern } from "./cell-id.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";

/** Proof steps in the order in which a cell runs them. */
export const stepNames = [
  "put",
  "get-exact",
  "get-missing",
  "health",
  "overwrite",
  "empty-value",
  "concurrent",
  "broker",
  // What follows a large value is beyond what is recorded of a connection.
  "large-value",
  "over-limit",
  "shutdown",
] as const;
export type StepName = (typeof stepNames)[number];

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1);
const implementationId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*(@\d[a-z0-9.-]*)?(:[a-z0-9][a-z0-9.-]*)?$/,
    "expected an implementation id such as go, go:stock or go@1.66.3",
  );

const crossSchema = z
  .strictObject({
    client: some(implementationId),
    server: some(implementationId),
    mode: some(z.enum(modes)),
    /** The same key type on both sides. */
    key: some(z.enum(keyTypes)).optional(),
    clientKey: some(z.enum(keyTypes)).optional(),
    serverKey: some(z.enum(keyTypes)).optional(),
    tlsVersion: some(z.enum(tlsVersions)).optional(),
    group: some(z.enum(groups)).optional(),
    transport: some(z.enum(transports)).optional(),
    /** `direct`, or names of files in fixtures/routes. */
    route: some(
      z.string().regex(routeNamePattern, "expected a route such as direct or nginx-grpc"),
    ).optional(),
    /** Faults; without them, certificates are as they should be. */
    serverCertificate: some(z.enum(certificateFaults)).optional(),
    clientCertificate: some(z.enum(clientCertificateFaults)).optional(),
  })
  .refine((cross) => !(cross.key && (cross.clientKey || cross.serverKey)), {
    message: "give either key, for both sides, or clientKey and serverKey",
  })
  .refine((cross) => (cross.clientKey === undefined) === (cross.serverKey === undefined), {
    message: "clientKey and serverKey belong together",
  })
  .refine((cross) => cross.mode.every((mode) => mode === "none") || cross.key || cross.serverKey, {
    message: "modes other than none need key, or clientKey and serverKey",
  })
  .refine(
    (cross) =>
      !cross.serverCertificate || cross.mode.every((mode) => mode === "tls" || mode === "mtls"),
    { message: "serverCertificate goes with the modes tls and mtls" },
  )
  .refine(
    (cross) =>
      !cross.route?.some((route) => route !== directRoute) ||
      !(cross.mode.includes("auto-mtls") || cross.transport?.includes("unix")),
    { message: "route goes with the modes none, tls and mtls, over tcp" },
  )
  .refine((cross) => !cross.clientCertificate || cross.mode.every((mode) => mode === "mtls"), {
    message: "clientCertificate goes with mode mtls",
  });

export const presetSchema = z.strictObject({
  description: z.string().min(1),
  /** Folders of implementations beside those under harness/, relative to the preset's own. */
  implementations: some(z.string().min(1)).optional(),
  /** Files of expectations beside fixtures/expectations.yaml, relative to the preset's folder. */
  expectations: some(z.string().min(1)).optional(),
  steps: some(z.enum(stepNames)),
  /** How long a cell's calls may take together, in milliseconds. */
  deadlineMs: z.number().int().min(500).max(60_000).default(defaultDeadlineMs),
  cross: some(crossSchema),
});

export type Preset = z.infer<typeof presetSchema>;
type Cross = z.infer<typeof crossSchema>;

const keyPairs = (cross: Cross, mode: Mode) => {
  if (mode === "none") return [{ clientKey: null, serverKey: null }];
  if (cross.key) {
    return cross.key.map((key) => ({ clientKey: isMutual(mode) ? key : null, serverKey: key }));
  }
  const serverKeys = cross.serverKey ?? [];
  const clientKeys = isMutual(mode) ? (cross.clientKey ?? []) : [null];
  return clientKeys.flatMap((clientKey) =>
    serverKeys.map((serverKey) => ({ clientKey, serverKey })),
  );
};

/** One value of each axis that has a default, in every combination that a cross names. */
const knobsOf = (cross: Cross, mode: Mode) => {
  const tls: Partial<Cross> = mode === "none" ? {} : cross;
  return (tls.tlsVersion ?? [null]).flatMap((tlsVersion) =>
    (tls.group ?? [null]).flatMap((group) =>
      (cross.transport ?? (["tcp"] as const)).flatMap((transport) =>
        (cross.route ?? [directRoute]).flatMap((route) =>
          (cross.serverCertificate ?? [null]).flatMap((serverCertificate) =>
            (cross.clientCertificate ?? [null]).map((clientCertificate) => ({
              tlsVersion,
              group,
              transport,
              route,
              serverCertificate,
              clientCertificate,
            })),
          ),
        ),
      ),
    ),
  );
};

/** Every cell of a preset, each once, in the order in which the preset names them. */
export const crossedCells = (preset: Preset): readonly Cell[] => {
  const cells = new Map<string, Cell>();
  for (const cross of preset.cross) {
    for (const mode of cross.mode) {
      for (const keys of keyPairs(cross, mode)) {
        for (const knobs of knobsOf(cross, mode)) {
          for (const client of cross.client) {
            for (const server of cross.server) {
              const cell = cellAt({ client, server, mode, ...keys, ...knobs });
              cells.set(cell.id, cell);
            }
          }
        }
      }
    }
  }
  return [...cells.values()];
};
