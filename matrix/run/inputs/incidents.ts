import { relative } from "node:path";
import { z } from "zod";
import { causeCodes, sides } from "../../domain/cause.ts";
import type { Incident } from "../../domain/incident.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { places } from "../../places.ts";
import { checkedYaml, longestFileBytes } from "./checked-yaml.ts";

const text = z.string().min(1);

const incidentsSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^I\d+$/, "expected I and a number"),
    title: text,
    symptom: text,
    checked: text,
    matter: text,
    says: z.array(z.enum([...causeCodes])).min(1),
    failing: z
      .array(
        z.strictObject({
          cell: text,
          shows: text,
          cause: z.enum([...causeCodes]),
          side: z.enum(sides),
        }),
      )
      .min(1),
    fix: text,
    passing: z.array(text).min(1),
  }),
) satisfies z.ZodType<readonly Incident[]>;

/** @throws Misuse with file, line and column of a fault. */
export const readIncidents = async (): Promise<readonly Incident[]> => {
  const written = await readAtMost(places.incidents, longestFileBytes, "a YAML file of this tool");
  return checkedYaml(written, relative(places.root, places.incidents), incidentsSchema);
};
