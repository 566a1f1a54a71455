import { z } from "zod";
import { manifestSchema } from "../../run/inputs/manifest.ts";
import { announcementSchema } from "../../run/supervise/announcement.ts";
import { proveRequestSchema, serverConfigSchema } from "../../run/supervise/request-messages.ts";
import {
  answerSchema,
  descriptionSchema,
  messageSchema,
} from "../../run/supervise/worker-messages.ts";

/** By the names that harness/CONTRACT.md gives them. */
const messages = {
  manifest: manifestSchema,
  serverConfig: serverConfigSchema,
  announcement: announcementSchema,
  describeResult: descriptionSchema,
  proveParams: proveRequestSchema,
  proveResult: answerSchema,
  answer: messageSchema,
} as const;

/**
 * JSON Schemas of what the tool reads from an implementation, and of what it tells one: of the values as they are
 * written, before they pass the gate for outside text.
 */
export const contractSchema = () => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Messages of harness/CONTRACT.md",
  $defs: Object.fromEntries(
    Object.entries(messages).map(([name, schema]) => {
      const { $schema: _, ...own } = z.toJSONSchema(schema, { io: "input" });
      return [name, own];
    }),
  ),
});
