/** What a client worker answers; see harness/CONTRACT.md. */
import { z } from "zod";
import type { ProveAnswer } from "../domain/prove.ts";
import { jsonLine } from "./json-line.ts";

const nameAndVersion = z.object({ name: z.string(), version: z.string() });
/** The result of `describe`. */
export const descriptionSchema = z.object({
  stack: z.array(nameAndVersion).min(1),
  runtime: nameAndVersion,
  tls: nameAndVersion,
  keyLog: z.boolean(),
});

const callSchema = z.object({
  status: z.string(),
  message: z.string(),
  chain: z.array(z.string()),
  value: z.object({ size: z.number(), sha256: z.string() }).nullish(),
  serving: z.string().optional(),
  exited: z.boolean().optional(),
  waitedMs: z.number().optional(),
});

/** The result of `prove`. */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unsupported"), reason: z.string() }),
  z.object({
    kind: z.literal("observed"),
    start: z
      .object({
        line: z.string().nullable(),
        elapsedMs: z.number(),
        error: z.object({ message: z.string(), chain: z.array(z.string()) }).nullish(),
      })
      .nullable(),
    steps: z.array(
      z.object({ name: z.string(), elapsedMs: z.number(), calls: z.array(callSchema) }),
    ),
    serverCertificate: z.string().nullable(),
    clientCertificate: z.string().nullable(),
    peer: z.string().nullable(),
    session: z.string().nullable(),
  }),
]) satisfies z.ZodType<ProveAnswer>;

const messageSchema = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.number().nullable(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

/** One line of a client's standard output (JSON-RPC 2.0 section 5); undefined for what is no answer. */
export const parseMessage = jsonLine(messageSchema);
