import type { z } from "zod";
import { OutsideText } from "../../domain/outside-text.ts";

/** Reads one line as JSON of a shape; undefined for what is none. */
export const jsonLine =
  <Shape>(schema: z.ZodType<Shape>) =>
  (line: OutsideText | string): Shape | undefined => {
    try {
      return schema.safeParse(JSON.parse(line instanceof OutsideText ? line.raw : line)).data;
    } catch {
      return undefined;
    }
  };
