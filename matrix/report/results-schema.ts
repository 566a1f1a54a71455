import { z } from "zod";
import { causeCodes, observers, sides } from "../domain/cause.ts";
import {
  certificateFaults,
  clientCertificateFaults,
  groups,
  keyTypes,
  modes,
  tlsVersions,
  transports,
} from "../domain/cell.ts";
import { controlNames } from "../domain/evidence.ts";
import { notRunBecause } from "../domain/outcome.ts";
import { phases } from "../domain/phase.ts";
import type { RunResult } from "../domain/run-result.ts";

const phase = z.enum(phases);
const nameAndVersion = z.strictObject({ name: z.string(), version: z.string() });

const outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passed") }),
  z.strictObject({ kind: z.literal("failed"), phase, reason: z.string() }),
  z.strictObject({ kind: z.literal("timed-out"), phase, limitMs: z.number() }),
  z.strictObject({ kind: z.literal("unsupported"), by: z.string(), reason: z.string() }),
  z.strictObject({
    kind: z.literal("not-run"),
    because: z.enum(notRunBecause),
    reason: z.string(),
  }),
]);

const quote = z.strictObject({
  by: z.enum(observers),
  text: z.string(),
  at: z.strictObject({ source: z.string(), line: z.number() }).exactOptional(),
});

const cause = z.strictObject({
  code: z.enum([...causeCodes]),
  side: z.enum(sides).nullable(),
  decided: z.boolean(),
  sentence: z.string(),
  matched: z.array(quote),
  remedy: z.string().nullable(),
  clause: z.string().nullable(),
});

const diagnosis = z.strictObject({
  determinable: z.boolean(),
  causes: z.array(cause),
  nextCheck: z.string().nullable(),
});

const fact = z
  .strictObject({
    value: z.string(),
    by: z.enum(["wire", "client", "server", "orchestrator", "handshake line", "environment"]),
  })
  .nullable();

const program = z.templateLiteral(["sha256:", z.string().regex(/^[0-9a-f]{64}$/)]);

const cell = z.strictObject({
  id: z.string(),
  client: z.string(),
  server: z.string(),
  mode: z.enum(modes),
  clientKey: z.enum(keyTypes).nullable(),
  serverKey: z.enum(keyTypes).nullable(),
  tlsVersion: z.enum(tlsVersions).nullable(),
  group: z.enum(groups).nullable(),
  transport: z.enum(transports),
  route: z.string(),
  serverCertificate: z.enum(certificateFaults).nullable(),
  clientCertificate: z.enum(clientCertificateFaults).nullable(),
  outcome,
  verdict: z.enum(["expected", "unexpected", "flaky"]),
  verdictReason: z.string().nullable(),
  diagnosis: diagnosis.nullable(),
  steps: z.array(
    z.strictObject({
      name: z.string(),
      elapsedMs: z.number(),
      passed: z.boolean(),
      difference: z.string().nullable(),
    }),
  ),
  controls: z.array(
    z.strictObject({
      name: z.enum(controlNames),
      result: z.enum(["refused", "accepted", "inconclusive"]),
      subject: z.string(),
      saw: z.string(),
      elapsedMs: z.number(),
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
  }),
  elapsedMs: z.number(),
  contrast: z.array(z.string()),
  again: outcome.nullable(),
  programs: z.strictObject({ client: program.nullable(), server: program.nullable() }),
});

/** A line of cells.jsonl. */
export const cellResultSchema = cell;

/** results.json; `npm run generate` writes its JSON Schema to results.schema.json. */
export const resultsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  preset: z.string(),
  startedAt: z.string(),
  elapsedMs: z.number(),
  interrupted: z.boolean(),
  machine: z.strictObject({ platform: z.string(), arch: z.string(), cores: z.number() }),
  orchestrator: z.strictObject({
    version: z.string(),
    node: z.string(),
    openssl: z.string(),
    launcher: z.string(),
  }),
  implementations: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      program,
      stack: z.array(nameAndVersion),
      runtime: nameAndVersion,
      tls: nameAndVersion,
    }),
  ),
  counts: z.strictObject({
    cells: z.number(),
    passed: z.number(),
    failed: z.number(),
    timedOut: z.number(),
    unsupported: z.number(),
    notRun: z.number(),
    unexpected: z.number(),
  }),
  cells: z.array(cell),
}) satisfies z.ZodType<RunResult>;
