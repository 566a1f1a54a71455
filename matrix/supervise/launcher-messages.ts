/** What a launcher tells the orchestrator; launcher/messages.go has the same. */
import { z } from "zod";
import { jsonLine } from "./json-line.ts";

const messageSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    token: z.string(),
    pid: z.number(),
    clientCertificate: z.string().nullable(),
  }),
  z.object({ type: z.literal("started"), pid: z.number() }),
  z.object({ type: z.literal("not-started"), error: z.string() }),
  z.object({ type: z.literal("line"), text: z.string().optional(), base64: z.string().optional() }),
  z.object({ type: z.literal("stdout"), base64: z.string() }),
  z.object({ type: z.literal("stderr"), base64: z.string() }),
  z.object({
    type: z.literal("exit"),
    code: z.number().nullable(),
    signal: z.string().nullable(),
    left: z.array(z.object({ pid: z.number(), command: z.string() })),
    reason: z.string().nullable(),
  }),
]);
export type LauncherMessage = z.infer<typeof messageSchema>;

/** One line; undefined for what no launcher says. */
export const parseLauncherMessage = jsonLine(messageSchema);
