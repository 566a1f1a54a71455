import type { z } from "zod";

/** Reads one line as JSON of a shape; undefined for what is none. */
export const jsonLine =
  <Shape>(schema: z.ZodType<Shape>) =>
  (line: string): Shape | undefined => {
    try {
      return schema.safeParse(JSON.parse(line)).data;
    } catch {
      return undefined;
    }
  };
