import { z } from "zod";
import { cleanLine } from "../../domain/outside-text.ts";
import type { Drawing } from "./drawing.ts";

/** A file that is read is text from outside, whoever says that he wrote it. */
const line = z.string().overwrite((read) => cleanLine(read, longestLine));
const longestLine = 400;

const side = z.enum(["client", "server"]);
const count = z.number().int().nonnegative();
const time = z.number().nonnegative();

const step = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("flight"),
    from: side,
    atMs: time.nullable(),
    messages: z.array(
      z.strictObject({
        name: line,
        detail: line,
        seen: z.enum(["clear", "decrypted", "encrypted"]),
        said: z.array(line).exactOptional(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal("close"),
    by: side,
    how: z.enum(["fin", "rst"]),
    atMs: time.nullable(),
  }),
  z.strictObject({ kind: z.literal("folded"), messages: count }),
]);

/** Of a cell's handshake.json. */
export const drawingSchema: z.ZodType<Drawing> = z.strictObject({
  lanes: z.array(line).min(2).max(3),
  connections: z
    .array(
      z.strictObject({
        lane: count.max(1),
        clientAddress: line,
        serverAddress: line,
        openedMs: time,
        steps: z.array(step),
        remarks: z.array(line),
        alike: count,
      }),
    )
    .max(100),
});
