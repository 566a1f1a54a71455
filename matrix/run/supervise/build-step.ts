import { BuildEnded, BuildFailed } from "../../domain/build-fault.ts";
import type { BuildStep } from "../../domain/implementation.ts";
import { abortOf } from "../../limits/abort-of.ts";
import { Eventual } from "../../limits/eventual.ts";
import { type Ended, start } from "./start.ts";
import { tellingLine } from "./telling-line.ts";

/** A first build of the largest stack here takes four minutes on two processors. */
const stepLimitMs = 20 * 60_000;

/** What of a step's output is looked at for its last lines. */
const lastBytes = 16 * 1024;
const lastLines = 15;

export type StepOptions = Readonly<{
  /** argv of the launcher that guards the step. */
  launcher: readonly string[];
  /** Where its temporary files go; what the step itself names comes first. */
  temporary: Readonly<Record<string, string>>;
  /** Ends the step. */
  signal: AbortSignal;
  /** Told the launcher's process, which ends only when everything that it guards has. */
  begun(pid: number): void;
  limitMs?: number;
}>;

/**
 * Runs a step in a folder, guarded as every process of a run is: it and all it started have ended when this settles.
 *
 * @param name - of what is built.
 * @throws BuildFailed; BuildEnded.
 */
export const runStep = async (
  name: string,
  step: BuildStep,
  folder: string,
  { launcher, temporary, signal, begun, limitMs = stepLimitMs }: StepOptions,
): Promise<void> => {
  if (signal.aborted) throw endedWhile(name, step);
  const process = start({
    launcher,
    argv: step.argv,
    workingFolder: folder,
    inherits: "builds",
    environment: { ...temporary, ...step.environment },
    onLine: null,
    lineLimitBytes: 0,
  });
  begun(process.pid);
  process.stdin.end();
  const { ended } = process;
  const end = await Eventual.first<Ended | "aborted">(ended, abortOf(signal)).orAfter(
    limitMs,
    "overdue",
  );
  if (typeof end === "string") {
    await process.stop();
  }
  if (signal.aborted) throw endedWhile(name, step);
  const { stderr } = process;
  const printed = stderr.since(Math.max(0, stderr.total - lastBytes)).clean(lastBytes, "end");
  if (typeof end === "string") {
    throw failure(name, step, folder, `${printed}\nit did not end within ${limitMs / 60_000} min`);
  }
  if (end.kind === "not-started") throw failure(name, step, folder, end.error);
  if (end.reason !== null) throw failure(name, step, folder, `${printed}\nit ${end.reason}`);
  if (end.exit.code === 0) return;
  const how = end.exit.signal ?? `exit code ${end.exit.code}`;
  throw failure(name, step, folder, printed.trim() === "" ? `it ended with ${how}` : printed);
};

const endedWhile = (name: string, { title }: BuildStep) =>
  new BuildEnded(`ended while ${name} was built (${title}); nothing was run`);

const failure = (name: string, step: BuildStep, folder: string, printed: string): BuildFailed => {
  const lines = printed.trim().split("\n").slice(-lastLines);
  return new BuildFailed(
    `${name}: ${step.title} failed: ${step.argv.join(" ")}\n${lines.join("\n")}`,
    `${step.title}: ${tellingLine(lines).slice(0, 300)}`,
    `cd ${quoted(folder)} && ${step.argv.map(quoted).join(" ")}`,
  );
};

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
