/** What a client worker answers; see harness/CONTRACT.md. Every text in it is clean. */
import { z } from "zod";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { clean, cleanLine } from "../../domain/outside-text.ts";
import type { ProveAnswer } from "../../domain/prove.ts";
import { jsonLine } from "./json-line.ts";

/** A message of an error, which may have lines. */
const text = z.string().transform((value) => clean(value));

/** A name, a version, an address. */
const word = z.string().transform((value) => cleanLine(value, 256));

/** The longest chain seen has six causes. */
const chain = z.array(text).max(64);

const milliseconds = z.number().nonnegative();

/** A certificate of RSA-16384 takes 6 KiB. */
const certificate = z
  .string()
  .max(64 * 1024)
  .regex(/^[A-Za-z0-9+/]{2,}={0,2}$/, "expected base64")
  .nullable();

const nameAndVersion = z.object({ name: word, version: word });

/** The result of `describe`. */
export const descriptionSchema = z.object({
  stack: z.array(nameAndVersion).min(1).max(64),
  runtime: nameAndVersion,
  tls: nameAndVersion,
  keyLog: z.boolean(),
});

const digest = z.object({
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal digits"),
});

/** More than any behaviour makes: what a library gives an application may be cut or doubled, but not without an end. */
const base64 = z
  .string()
  .max(256 * 1024)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, "expected base64");

const metadata = z.array(z.object({ name: word, value: base64 })).max(256);

const rpcSchema = z.object({
  messages: z.array(digest.extend({ base64: base64.optional() })).max(1024),
  initial: metadata,
  trailing: metadata,
  details: base64.nullable(),
  elapsedMs: milliseconds,
});

/** Of an `rpc` alone, a number that has no name, or `none` where the library gives an error without a status. */
const status = z.union([
  z.enum(grpcStatusNames),
  z.string().regex(/^(?:\d{1,10}|none)$/, "expected a name of gRPC's"),
]);

const callSchema = z.object({
  status,
  message: text,
  chain,
  value: digest.nullish(),
  serving: z.enum(["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"]).optional(),
  exited: z.boolean().optional(),
  waitedMs: milliseconds.optional(),
  rpc: rpcSchema.optional(),
});

/** The result of `prove`. */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unsupported"), reason: text }),
  z.object({
    kind: z.literal("observed"),
    start: z
      .object({
        line: text.nullable(),
        elapsedMs: milliseconds,
        error: z.object({ message: text, chain }).nullish(),
      })
      .nullable(),
    steps: z.array(
      z.object({ name: z.string(), elapsedMs: milliseconds, calls: z.array(callSchema) }),
    ),
    serverCertificate: certificate,
    clientCertificate: certificate,
    peer: word.nullable(),
    session: z.string().max(256).nullable(),
    output: z.object({ stdout: digest, stderr: digest }).optional(),
  }),
]) satisfies z.ZodType<ProveAnswer>;

/** A message of JSON-RPC 2.0 that answers a request. */
export const messageSchema = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.number().nullable(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number().int(), message: text }).optional(),
});

/** One line of a client's standard output (JSON-RPC 2.0 section 5); undefined for what is no answer. */
export const parseMessage = jsonLine(messageSchema);
