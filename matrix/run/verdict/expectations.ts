import { z } from "zod";
import { causeCodes, sides } from "../../domain/cause.ts";
import type { Cell } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { ImplementationVersions } from "../../domain/run-result.ts";
import { compareVersions } from "../../domain/version-order.ts";
import { matchesGlob } from "../axes/glob.ts";

const comparison = /^(>=|<=|<|>|=)?(\d[\d.]*)$/;

const versionRange = z
  .string()
  .refine((range) => range.split(/\s+/).every((part) => comparison.test(part)), {
    message: 'expected a version range such as ">=1.50 <2"',
  });

const expectationSchema = z
  .strictObject({
    /** Over cell ids, see matchesGlob. */
    pattern: z.string().min(1),
    outcome: z.enum(["failed", "timed-out", "unsupported"]),
    /** Needed where the outcome is a failure. */
    cause: z.enum(causeCodes as [string, ...string[]]).optional(),
    /** null where the evidence shows the cause and not whose it is. */
    side: z.enum(sides).nullable().optional(),
    /** Versions of a library or a runtime, at each end that has it, to which this is limited: { grpcio: ">=1.50 <2" }. */
    versions: z.record(z.string(), versionRange).optional(),
    reason: z.string().min(1),
    source: z.string().min(1),
  })
  .refine(
    ({ outcome, cause, side }) =>
      outcome === "unsupported" || (cause && (side !== undefined || cause === "undiagnosed")),
    { message: "a known failure needs its cause and side" },
  );

export const expectationsSchema = z.array(expectationSchema);

export type Expectation = z.infer<typeof expectationSchema>;

/** Those whose pattern matches none of the cells. */
export const withoutCell = (
  expectations: readonly Expectation[],
  cells: readonly Pick<Cell, "id">[],
): readonly Expectation[] =>
  expectations.filter(({ pattern }) => {
    return !cells.some(({ id }) => matchesGlob(pattern, id));
  });

/**
 * @param cells - every cell that any preset can have: an expectation beyond all of them is a slip.
 * @throws Misuse naming the pattern that matches nothing, and what a pattern looks like.
 */
export const checkPatterns = (
  expectations: readonly Expectation[],
  cells: readonly Pick<Cell, "id">[],
  file: string,
): void => {
  for (const { pattern } of withoutCell(expectations, cells)) {
    throw new Misuse(
      `${file}: pattern '${pattern}' matches no cell of any preset; patterns look like python/*/tls/p521`,
    );
  }
};

/** The first expectation for a cell, in the order of the file, that holds for the versions at hand. */
export const expectationFor = (
  cell: Cell,
  expectations: readonly Expectation[],
  implementations: readonly ImplementationVersions[],
): Expectation | undefined => {
  const ends = implementations.filter(({ id }) => id === cell.client || id === cell.server);
  const libraries = ends.flatMap(({ stack, tls, runtime }) => [...stack, tls, runtime]);
  return expectations.find(
    ({ pattern, versions }) =>
      matchesGlob(pattern, cell.id) &&
      Object.entries(versions ?? {}).every(([name, range]) => {
        const found = libraries.filter((library) => library.name === name);
        return found.length > 0 && found.every(({ version }) => inRange(version, range));
      }),
  );
};

/** A range is comparisons with dotted numbers, all of which must hold: ">=1.50 <2". */
export const inRange = (version: string, range: string): boolean =>
  range.split(/\s+/).every((part) => {
    const [, operator, bound = ""] = comparison.exec(part) ?? [];
    if (bound === "") throw new Misuse(`version range "${range}": expected such as ">=1.50 <2"`);
    const order = compareVersions(version, bound);
    switch (operator) {
      case ">=":
        return order >= 0;
      case "<=":
        return order <= 0;
      case "<":
        return order < 0;
      case ">":
        return order > 0;
      default:
        return order === 0;
    }
  });
