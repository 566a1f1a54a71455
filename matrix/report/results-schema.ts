import { z } from "zod";
import { type Axis, axisNames, axisRow, type Coordinates } from "../domain/axes.ts";
import { causeCodes, observers, sides } from "../domain/cause.ts";
import { controlNames } from "../domain/evidence.ts";
import { notRunBecause } from "../domain/outcome.ts";
import { clean, cleanLine } from "../domain/outside-text.ts";
import { phases } from "../domain/phase.ts";
import type { RunResult } from "../domain/run-result.ts";

/**
 * Free text. A file that is read is text from outside, whoever says that he wrote it; that of this tool is not changed
 * by passing the gate again.
 */
const text = z.string().overwrite((read) => clean(read));

/** The same on one line: names, versions, commands. */
const line = z.string().overwrite((read) => cleanLine(read));

/** A value on an axis; null too where the axis has it. */
const valueOn = (axis: Axis): z.ZodType<string | null> => {
  const { values, absent } = axisRow(axis);
  const value =
    "form" in values ? z.string().max(values.longest).regex(values.form) : z.enum(values);
  return absent === null ? value : value.nullable();
};

const coordinates = Object.fromEntries(axisNames.map((axis) => [axis, valueOn(axis)])) as {
  [A in Axis]: z.ZodType<Coordinates[A]>;
};

/** An id's parts become names of folders: none is empty, or begins with a dot. */
const cellId = z
  .string()
  .max(1024)
  .regex(/^[a-z][a-z0-9.:@-]*(?:\/[A-Za-z0-9][A-Za-z0-9._:@=-]*)+$/);

const runId = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/);
const machineWord = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_.+-]+$/);

/** A duration. No run takes longer: its own bound is a timer's, of 2^31 - 1 ms at most. */
const milliseconds = z
  .number()
  .nonnegative()
  .max(2 ** 31 - 1);
const count = z.number().int().nonnegative();

const phase = z.enum(phases);
const nameAndVersion = z.strictObject({ name: line, version: line });

const outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passed") }),
  z.strictObject({ kind: z.literal("failed"), phase, reason: text }),
  z.strictObject({ kind: z.literal("timed-out"), phase, limitMs: milliseconds }),
  z.strictObject({ kind: z.literal("unsupported"), by: line, reason: text }),
  z.strictObject({
    kind: z.literal("not-run"),
    because: z.enum(notRunBecause),
    reason: text,
  }),
]);

const quote = z.strictObject({
  by: z.enum(observers),
  text,
  at: z.strictObject({ source: line, line: count }).exactOptional(),
});

const cause = z.strictObject({
  code: z.enum([...causeCodes]),
  side: z.enum(sides).nullable(),
  decided: z.boolean(),
  doubt: text.nullable(),
  sentence: text,
  matched: z.array(quote),
  remedy: text.nullable(),
  clause: line.nullable(),
});

const diagnosis = z.strictObject({
  determinable: z.boolean(),
  causes: z.array(cause),
  nextCheck: text.nullable(),
});

const fact = z
  .strictObject({
    value: line,
    by: z.enum(["wire", "client", "server", "orchestrator", "handshake line", "environment"]),
  })
  .nullable();

const end = z.enum(["client", "server"]);

const frame = z.strictObject({
  connection: count,
  from: end,
  stream: count,
  name: line,
  field: line.nullable(),
  endsAt: count,
});

const finding = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("violation"),
    by: end.nullable(),
    sentence: text,
    clause: line,
    saw: z.array(quote),
    advice: text.exactOptional(),
    frames: z.array(frame).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("permitted"),
    by: end,
    sentence: text,
    clause: line,
    advice: text.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("rate"),
    by: end.nullable(),
    sentence: text,
    times: count,
    of: count,
  }),
]);

const digest = z.templateLiteral(["sha256:", z.string().regex(/^[0-9a-f]{64}$/)]);

const program = digest;

const cell = z.strictObject({
  id: cellId,
  ...coordinates,
  outcome,
  verdict: z.enum(["expected", "unexpected", "flaky"]),
  verdictReason: text.nullable(),
  known: z.strictObject({ reason: text, source: text }).exactOptional(),
  diagnosis: diagnosis.nullable(),
  steps: z.array(
    z.strictObject({
      name: line,
      elapsedMs: milliseconds,
      passed: z.boolean(),
      difference: text.nullable(),
    }),
  ),
  controls: z.array(
    z.strictObject({
      name: z.enum(controlNames),
      result: z.enum(["refused", "accepted", "inconclusive"]),
      subject: line,
      saw: text,
      elapsedMs: milliseconds,
    }),
  ),
  observed: z.strictObject({
    tlsVersion: fact,
    cipherSuite: fact,
    group: fact,
    alpn: fact,
    serverKey: fact,
    clientKey: fact,
    serverSignatureScheme: fact,
    clientSignatureScheme: fact,
    peerAuthentication: fact,
    calls: fact,
    listener: fact,
  }),
  offer: z
    .strictObject({
      groups: z.array(line),
      keyShares: z.array(line),
      bytes: count,
      retried: z.boolean(),
    })
    .exactOptional(),
  findings: z.array(finding).exactOptional(),
  elapsedMs: milliseconds,
  contrast: z.array(
    z.strictObject({ cell: cellId, with: line, outcome: z.enum(["passes", "fails too"]) }),
  ),
  again: outcome.nullable(),
  programs: z.strictObject({ client: program.nullable(), server: program.nullable() }),
});

/** A line of cells.jsonl. */
export const cellResultSchema = cell;

/** plan.json: what a run is to do. */
export const planFileSchema = z.strictObject({ preset: line, cells: z.array(cellId) });

/** results.json; `npm run generate` writes its JSON Schema to results.schema.json. */
export const resultsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId,
  preset: line,
  startedAt: instant,
  elapsedMs: milliseconds,
  buildsMs: milliseconds.exactOptional(),
  interrupted: z.boolean(),
  machine: z.strictObject({ platform: machineWord, arch: machineWord, cores: count }),
  orchestrator: z.strictObject({
    version: line,
    node: line,
    openssl: line,
    launcher: machineWord,
  }),
  implementations: z.array(
    z.strictObject({
      id: coordinates.client,
      title: line,
      program,
      shows: z.strictObject({ client: z.array(line), server: z.array(line) }).exactOptional(),
      stack: z.array(nameAndVersion),
      runtime: nameAndVersion,
      tls: nameAndVersion,
    }),
  ),
  shard: z
    .strictObject({
      index: count.min(1),
      of: count.min(1),
      plan: digest,
      planned: count,
      places: z.array(count),
    })
    .nullable()
    .exactOptional(),
  counts: z.strictObject({
    cells: count,
    passed: count,
    failed: count,
    timedOut: count,
    unsupported: count,
    notRun: count,
    unexpected: count,
  }),
  cells: z.array(cell),
}) satisfies z.ZodType<RunResult>;
