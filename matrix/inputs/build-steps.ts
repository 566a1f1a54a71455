import { isAbsolute, join } from "node:path";
import { z } from "zod";
import type { BuildStep } from "../domain/implementation.ts";

export const argv = z.array(z.string()).min(1);
export const environment = z.record(z.string(), z.string());

export const buildSteps = z.array(
  z.strictObject({
    title: z.string().min(1),
    argv,
    inputs: z.array(z.string()).min(1),
    environment: environment.optional(),
  }),
);

/** Replaces the words in braces of one word of a file. */
export type Replace = (word: string) => string;

/** The steps with nothing left to replace, their inputs absolute. */
export const replacedBuild = (
  steps: z.infer<typeof buildSteps>,
  folder: string,
  replaced: Replace,
): readonly BuildStep[] =>
  steps.map((step) => ({
    title: step.title,
    argv: step.argv.map(replaced),
    inputs: step.inputs.map(replaced).map((path) => (isAbsolute(path) ? path : join(folder, path))),
    environment: Object.fromEntries(
      Object.entries(step.environment ?? {}).map(([name, value]) => [name, replaced(value)]),
    ),
  }));
