import type { Mutant } from "./mutant.ts";
import { withoutAlternative } from "./without-alternative.ts";
import { withoutCause } from "./without-cause.ts";
import { withoutCheck } from "./without-check.ts";
import { withoutRow } from "./without-row.ts";

export type Subject = Readonly<{
  /** A glob, as `tests`. */
  files: string;
  /** In what ways something is taken out of a file. */
  without: readonly ((file: string, text: string) => readonly Mutant[])[];
  /** Where the tests are that are to see it. */
  tests: readonly string[];
}>;

/** Without those that hold for whatever is known: they say nothing of a row, and take most of the time. */
const ofDiagnosis = [
  "matrix/diagnose/!(foreign-texts|irrelevant-evidence|less-evidence|read-texts).test.ts",
  "matrix/diagnose/detectors/*.test.ts",
];
/** What a probe foresees and advises, without its questions to an endpoint. */
const ofProbe =
  "matrix/probe/{certificate-refusals,client-forecast,next-command,proxy-variables,render-probe,stack-hello,target}";

/** What the diagnosis knows, as rows and patterns. */
export const subjects: readonly Subject[] = [
  {
    files: "matrix/knowledge/texts/*.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/knowledge/texts/*.test.ts"],
  },
  {
    files: "matrix/knowledge/{facts/*,facts,alerts}.ts",
    without: [withoutRow, withoutCause, withoutAlternative],
    tests: ["matrix/explain/candidates-of.test.ts"],
  },
  {
    files: "matrix/knowledge/{causes/*,causes}.ts",
    without: [withoutRow, withoutCheck],
    tests: [
      "matrix/knowledge/causes.test.ts",
      "matrix/cli/commands/report-causes.test.ts",
      "matrix/explain/checks.test.ts",
    ],
  },
  {
    files: "matrix/knowledge/{stacks/*,stacks}.ts",
    without: [withoutRow],
    tests: [
      "matrix/knowledge/stacks.test.ts",
      `${ofProbe}.test.ts`,
      "matrix/diagnose/reply-fault.test.ts",
    ],
  },
  {
    files: "matrix/knowledge/{http-answers,protocols}.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/knowledge/{http-answers,protocols}.test.ts"],
  },
  {
    files: "matrix/knowledge/{hint-patterns,limit-words,printer-words,recovery-words}.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/knowledge/limit-words.test.ts", "matrix/explain/*.test.ts"],
  },
  {
    files: "matrix/knowledge/{between,unverifiable-chain,upstream-faults}.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/knowledge/http-answers.test.ts", ...ofDiagnosis, `${ofProbe}.test.ts`],
  },
  {
    files: "matrix/knowledge/{particulars/*,particulars}.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/explain/particular-of.test.ts"],
  },
  {
    files: "matrix/diagnose/{*,detectors/*}.ts",
    without: [withoutRow, withoutAlternative],
    // Those of causes see that each has a rule.
    tests: [...ofDiagnosis, "matrix/knowledge/causes.test.ts"],
  },
  {
    files: "matrix/explain/*.ts",
    without: [withoutRow, withoutAlternative],
    tests: ["matrix/explain/*.test.ts"],
  },
  {
    files: `${ofProbe}.ts`,
    without: [withoutRow, withoutAlternative],
    tests: [`${ofProbe}.test.ts`],
  },
];
