import { z } from "zod";
import {
  type Axis,
  axisNames,
  axisRow,
  axisTable,
  type Coordinates,
  type KnobAxis,
  knobAxes,
  knobOf,
} from "../../domain/axes.ts";
import type { Cell, Mode } from "../../domain/cell.ts";
import { goesWith, hasAxis, isAllowed } from "./allowed.ts";
import { cellAt } from "./cell-id.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";

/** Proof steps in the order in which a cell runs them. */
export const stepNames = [
  "put",
  "get-exact",
  "get-missing",
  "health",
  // The method that a server of others names in its manifest.
  "call",
  "overwrite",
  "empty-value",
  "concurrent",
  "broker",
  // What follows a large value is beyond what is recorded of a connection.
  "large-value",
  "over-limit",
  // What the cell's behaviour asks for.
  "behaviour",
  // How a client of others ends, which tells by that whether its own calls went well.
  "exit",
  "shutdown",
] as const;
export type StepName = (typeof stepNames)[number];

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1);

/** Values of an axis that a cross names. null is none: it is what an axis is that is not named. */
const valuesOn = (axis: Axis): z.ZodType<readonly string[]> => {
  const { values } = axisRow(axis);
  if (!("form" in values)) return some(z.enum(values));
  const { what, form, longest, examples } = values;
  const such = `${examples.slice(0, -1).join(", ")} or ${examples.at(-1)}`;
  return some(z.string().max(longest).regex(form, `expected ${what} such as ${such}`));
};

const { client, server, mode, ...further } = Object.fromEntries(
  axisNames.map((axis) => [axis, valuesOn(axis)]),
) as { [A in Axis]: z.ZodType<readonly NonNullable<Coordinates[A]>[]> };

const crossSchema = z
  .strictObject({
    client,
    server,
    mode,
    /** The same key type on both sides. */
    key: further.serverKey.optional(),
    ...z.object(further).partial().shape,
  })
  .refine((cross) => !(cross.key && (cross.clientKey || cross.serverKey)), {
    message: "give either key, for both sides, or clientKey and serverKey",
  })
  .refine((cross) => (cross.clientKey === undefined) === (cross.serverKey === undefined), {
    message: "clientKey and serverKey belong together",
  })
  .refine(
    (cross) => cross.key || cross.serverKey || !cross.mode.some((one) => hasAxis(one, "serverKey")),
    { message: "modes other than none need key, or clientKey and serverKey" },
  )
  .superRefine((cross, context) => {
    for (const axis of knobAxes) {
      if (isMisplaced(axis, cross)) {
        context.addIssue({ code: "custom", message: `${axis} ${goesWith(axis)}` });
      }
    }
  });

export const presetSchema = z
  .strictObject({
    description: z.string().min(1),
    /** Folders of implementations beside those under harness/, relative to the preset's own. */
    implementations: some(z.string().min(1)).optional(),
    /** Files of expectations beside fixtures/expectations.yaml, relative to the preset's folder. */
    expectations: some(z.string().min(1)).optional(),
    steps: some(z.enum(stepNames)),
    /**
     * So few cells that every combination of values on so many axes stands in one, as far as it stands in a cell of the crosses;
     * absent: every cell of the crosses.
     */
    strength: z.literal([2, 3]).optional(),
    /** How long a cell's calls may take together, in milliseconds. */
    deadlineMs: z.number().int().min(500).max(60_000).default(defaultDeadlineMs),
    cross: some(crossSchema),
  })
  .refine(
    ({ steps, cross }) =>
      steps.includes("behaviour") === cross.some(({ behaviour }) => behaviour !== undefined),
    { path: ["steps"], message: "the step behaviour and the axis behaviour belong together" },
  );

export type Preset = z.infer<typeof presetSchema>;
type Cross = z.infer<typeof crossSchema>;

/** Whether a cross has a mode or a transport for which it would have to leave the axis out, and that is refused. */
const isMisplaced = (axis: KnobAxis, cross: Cross): boolean => {
  const { inOtherModes, default: usual } = knobOf(axis);
  const values: readonly Coordinates[KnobAxis][] = cross[axis] ?? [];
  if (inOtherModes === "left out" || values.every((value) => value === usual)) return false;
  return cross.mode.some((mode) =>
    transportsOf(cross).some((transport) => !isAllowed(axis, { mode, transport })),
  );
};

const transportsOf = ({ transport }: Cross) => transport ?? [axisTable.transport.knob.default];

type Keys = Pick<Coordinates, "clientKey" | "serverKey">;

const keyPairs = (cross: Cross, mode: Mode): readonly Keys[] => {
  if (!hasAxis(mode, "serverKey")) return [{ clientKey: null, serverKey: null }];
  const isMutual = hasAxis(mode, "clientKey");
  if (cross.key) {
    return cross.key.map((key) => ({ clientKey: isMutual ? key : null, serverKey: key }));
  }
  const serverKeys = cross.serverKey ?? [];
  const clientKeys = isMutual ? (cross.clientKey ?? []) : [null];
  return clientKeys.flatMap((clientKey) =>
    serverKeys.map((serverKey) => ({ clientKey, serverKey })),
  );
};

type Knobs = Pick<Coordinates, KnobAxis>;

/** One value of each axis that has a default, in every combination that a cross names. */
const knobsOf = (cross: Cross, mode: Mode): readonly Knobs[] =>
  knobAxes.reduce<readonly Partial<Knobs>[]>(
    (begun, axis) => {
      const named = hasAxis(mode, axis) ? cross[axis] : undefined;
      const values: readonly (string | null)[] = named ?? [knobOf(axis).default];
      return begun.flatMap((knobs) => values.map((value) => ({ ...knobs, [axis]: value })));
    },
    [{}],
    // Every axis has its turn.
  ) as readonly Knobs[];

/** Every cell of a preset, each once, in the order in which the preset names them. */
export const crossedCells = (preset: Pick<Preset, "cross">): readonly Cell[] => {
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
