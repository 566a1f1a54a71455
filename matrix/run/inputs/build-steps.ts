import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { withoutEscapes } from "../../domain/escapes.ts";
import type { BuildStep } from "../../domain/implementation.ts";

/** A text that people read: one line of it. */
export const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest, `expected at most ${longest} characters`)
    .refine(
      (value) => !/[\n\t]/.test(value) && withoutEscapes(value) === value,
      "expected a line without control characters",
    );

/** Linux takes 128 KiB for a word (MAX_ARG_STRLEN); no program is called with a tenth of it. */
const longestWord = 8192;

/** What a system call takes. */
const word = z
  .string()
  .max(longestWord, `expected at most ${longestWord} characters`)
  .refine((value) => !value.includes("\0"), "expected a word without NUL");

export const argv = z.array(word).min(1).max(256);
export const environment = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "expected the name of a variable"),
  word,
);
export const paths = z.array(word.min(1)).max(256);

export const buildSteps = z
  .array(
    z.strictObject({
      title: text(100),
      argv,
      inputs: paths.min(1, {
        error: "name at least one file or folder that the step reads, such as the manifest itself",
      }),
      environment: environment.optional(),
    }),
  )
  .max(32);

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
