/** What a launcher tells the orchestrator; launcher/messages.go has the same. */
import { z } from "zod";
import { cleanLine } from "../../domain/outside-text.ts";
import { jsonLine } from "./json-line.ts";

const text = z.string().transform((value) => cleanLine(value, 512));
const processes = z.array(z.object({ pid: z.number(), command: text }));
const started = z.object({ type: z.literal("started"), pid: z.number() });
const notStarted = z.object({ type: z.literal("not-started"), error: text });
const exit = z.object({
  type: z.literal("exit"),
  code: z.number().nullable(),
  signal: z.string().nullable(),
  left: processes,
  remaining: processes.default([]),
});

const pluginMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    token: z.string(),
    pid: z.number(),
    clientCertificate: z.string().nullable(),
    environment: z.record(z.string(), z.string()).default({}),
  }),
  started,
  notStarted,
  z.object({ type: z.literal("line"), text: z.string().optional(), base64: z.string().optional() }),
  z.object({ type: z.literal("stdout"), base64: z.string() }),
  z.object({ type: z.literal("stderr"), base64: z.string() }),
  exit.extend({ reason: z.string().nullable(), cpuMs: z.number().default(0) }),
]);
/** Of a launcher in a plugin's place. */
export type PluginMessage = z.infer<typeof pluginMessage>;

/** One line; undefined for what no launcher in a plugin's place says. */
export const parsePluginMessage = jsonLine(pluginMessage);

const guardMessage = z.discriminatedUnion("type", [
  started,
  notStarted,
  exit.extend({ cpuMs: z.number() }),
]);
/** Of a launcher that guards a process. */
export type GuardMessage = z.infer<typeof guardMessage>;

/** One line; undefined for what no guard says. */
export const parseGuardMessage = jsonLine(guardMessage);

const swept = z.object({ type: z.literal("swept"), left: processes, remaining: processes });
/** One line; undefined for what no sweep says. */
export const parseSweptMessage = jsonLine(swept);
