/** What servers and client workers are told; see harness/CONTRACT.md. */
import { z } from "zod";
import { keyTypes, modes } from "../../domain/axes.ts";
import { type ProveRequest, rpcKinds } from "../../domain/prove.ts";
import type { ListenerConfig } from "./standalone-server.ts";

const network = z.enum(["tcp", "unix"]);

/** KV_SERVER_CONFIG. Modes, versions and groups are texts: a server is asked for unknown ones too. */
export const serverConfigSchema = z.object({
  endOnStdinEof: z.boolean(),
  listeners: z
    .array(
      z.object({
        id: z.string(),
        mode: z.string().meta({ examples: [...modes] }),
        network,
        // Of a plugin on a unix socket alone: where go-plugin itself would listen.
        address: z.string().exactOptional(),
        protocolVersions: z.array(z.int().min(1)).min(1).exactOptional(),
        certificate: z.string().exactOptional(),
        key: z.string().exactOptional(),
        clientCa: z.string().exactOptional(),
        tlsVersion: z.string().exactOptional(),
        group: z.string().exactOptional(),
        keyType: z.string().exactOptional(),
        maxConcurrentStreams: z.number().int().positive().exactOptional(),
        maxConnectionAgeMs: z.number().int().positive().exactOptional(),
        keepaliveMs: z.number().int().positive().exactOptional(),
      }),
    )
    .min(1),
}) satisfies z.ZodType<{ endOnStdinEof: boolean; listeners: ListenerConfig[] }>;

const continueOn = z.array(z.string());

const value = z.union([
  z.object({ base64: z.string() }),
  z.object({
    pattern: z.object({ size: z.number().int().nonnegative(), first: z.number().int() }),
  }),
]);

const call = z.discriminatedUnion("call", [
  z.object({ call: z.literal("put"), key: z.string(), value, continueOn }),
  z.object({ call: z.literal("get"), key: z.string(), continueOn }),
  z.object({ call: z.literal("health"), service: z.string(), continueOn }),
  z.object({ call: z.literal("unary"), path: z.string(), value, continueOn }),
  z.object({
    call: z.literal("rpc"),
    kind: z.enum(rpcKinds),
    path: z.string(),
    requests: z.array(value),
    metadata: z.array(z.object({ name: z.string(), value: z.string() })),
    deadlineMs: z.number().positive().nullable(),
    sendEveryMs: z.number().nonnegative(),
    halfClose: z.boolean(),
    compression: z.literal("gzip").nullable(),
    waitForReady: z.boolean(),
    beginAfterMs: z.number().nonnegative().exactOptional(),
    cancel: z
      .union([
        z.object({ afterMs: z.number().nonnegative() }),
        z.object({ afterMessages: z.number().int().nonnegative() }),
      ])
      .nullable(),
    continueOn,
  }),
  z.object({ call: z.literal("broker"), nonce: z.string(), continueOn }),
  z.object({
    call: z.literal("shutdown"),
    afterMs: z.number().nonnegative().exactOptional(),
    continueOn,
  }),
]);

const hostOptions = z.object({
  protocolVersions: z.array(z.int().min(1)).min(1).exactOptional(),
  multiplex: z.boolean().exactOptional(),
  sockets: z.object({ folder: z.string(), group: z.string().exactOptional() }).exactOptional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  output: z.boolean().exactOptional(),
});

/** The parameters of `prove`. */
export const proveRequestSchema = z.object({
  target: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("address"),
      network,
      address: z.string(),
      keepaliveMs: z.number().int().positive().exactOptional(),
    }),
    z.object({
      kind: z.literal("plugin"),
      argv: z.array(z.string()).min(1),
      environment: z.record(z.string(), z.string()),
      protocolVersion: z.exactOptional(z.int().min(1)),
      host: hostOptions.exactOptional(),
      startTimeoutMs: z.number().positive(),
    }),
    z.object({
      kind: z.literal("attach"),
      network,
      address: z.string(),
      pid: z.int().positive(),
    }),
    z.object({ kind: z.literal("session"), id: z.string() }),
  ]),
  tls: z.discriminatedUnion("mode", [
    z.object({ mode: z.literal("none") }),
    z.object({ mode: z.literal("tls"), ca: z.string(), serverName: z.string() }),
    z.object({
      mode: z.literal("mtls"),
      ca: z.string(),
      serverName: z.string(),
      certificate: z.string(),
      key: z.string(),
    }),
    z.object({ mode: z.literal("auto-mtls"), keyType: z.enum(keyTypes), key: z.string() }),
  ]),
  deadlineMs: z.number().positive(),
  keepOpen: z.boolean(),
  steps: z.array(z.object({ name: z.string(), calls: z.array(call) })),
}) satisfies z.ZodType<ProveRequest>;
