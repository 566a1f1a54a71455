/**
 * A build is complete or absent: its record is written when its last step has succeeded and removed before anything is
 * changed, and a build folder without a current record is emptied before the first step runs. Whatever lies there was
 * made by these steps, from these inputs.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BuildEnded, BuildFailed } from "../../domain/build-fault.ts";
import type { BuildStep } from "../../domain/implementation.ts";
import { fingerprints, UnusableInput } from "./build-inputs.ts";
import { Locked, withLock } from "./build-lock.ts";
import {
  type Artefact,
  type BuildRecord,
  besideBuild,
  readRecord,
  removeRecord,
  touchRecord,
  writeRecord,
} from "./build-record.ts";
import { runStep } from "./build-step.ts";
import { withTemporary } from "./build-temporary.ts";
import {
  addedBelow,
  type FileState,
  filesBelow,
  isUntouched,
  lookAgain,
  seenBelow,
  TooMuch,
} from "./file-state.ts";
import { paced } from "./paced.ts";

export type Build = Readonly<{
  /** For messages. */
  name: string;
  steps: readonly BuildStep[];
  /** Where the steps run. */
  folder: string;
  /** Where their products lie, and nothing else. */
  build: string;
  /** Names of files and folders in the build folder that programs write while they run, as caches. */
  written: readonly string[];
}>;

export type BuildOptions = Readonly<{
  /** argv of the launcher that guards the steps. */
  launcher: readonly string[];
  /** Told each step that really runs, before and after, and why something is built again. */
  progress(text: string): void;
  /** Shows a step while it runs, in place of the line before it; what it returns is called at the end. */
  running?: ((text: string) => () => void) | undefined;
  /** Ends every step. */
  signal?: AbortSignal | undefined;
  stepLimitMs?: number;
}>;

export type Built = Readonly<{
  /** Whether a step ran. */
  ran: boolean;
  artefacts: readonly FileState[];
}>;

/**
 * Runs the steps whose inputs changed since they last succeeded; the first that runs makes every later one run too.
 * All of them run where an artefact is no longer what they made. Two runs at once build one after the other.
 *
 * @throws BuildFailed; BuildEnded if the signal is aborted.
 */
export const ensureBuilt = async (build: Build, options: BuildOptions): Promise<Built> => {
  const { signal = new AbortController().signal } = options;
  const { name, folder } = build;
  try {
    const prints = await fingerprints(build.steps, folder, signal);
    const found = await stateOfBuild(build, prints, signal);
    if (found.kind === "current") {
      touchRecord(build.build);
      return { ran: false, artefacts: found.artefacts };
    }
    const waiting = (who: string) => options.progress(`waiting for ${who} to build ${name}`);
    const lock = besideBuild(build.build, "locks");
    return await withLock(lock, { waiting, signal }, (guardedBy) =>
      withTemporary(build.build, (temporary) =>
        built(build, prints, { ...options, signal, guardedBy, temporary }),
      ),
    );
  } catch (error) {
    if (signal.aborted && !(error instanceof BuildEnded)) {
      throw new BuildEnded(`ended before ${name} was built; nothing was run`);
    }
    if ([Locked, TooMuch, UnusableInput].some((kind) => error instanceof kind)) {
      const { message } = error as Error;
      throw new BuildFailed(`${name}: ${message}`, message);
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = `its build folder ${build.build} cannot be used (${code})`;
    throw new BuildFailed(`${name}: ${reason}`, reason);
  }
};

type Guarded = Readonly<{
  signal: AbortSignal;
  guardedBy(pid: number): void;
  temporary: Readonly<Record<string, string>>;
}>;

const built = async (
  build: Build,
  prints: readonly string[],
  options: BuildOptions & Guarded,
): Promise<Built> => {
  const { name, steps, folder } = build;
  // Another may have built it while the lock was waited for.
  const found = await stateOfBuild(build, prints, options.signal);
  if (found.kind === "current") return { ran: false, artefacts: found.artefacts };
  if (found.kind === "changed") {
    options.progress(`rebuilding ${name}: ${shown(found.change)} since it was built`);
  }
  const first = found.kind === "outdated" ? found.from : 0;
  removeRecord(build.build);
  if (found.kind === "outdated" && first > 0) removeMadeFrom(first, found.artefacts, build.build);
  else {
    rmSync(build.build, { recursive: true, force: true });
    mkdirSync(build.build, { recursive: true });
  }
  const maker = makers(build, found.kind === "outdated" && first > 0 ? found.artefacts : []);
  for (const [at, step] of steps.entries()) {
    if (at < first) continue;
    const begun = performance.now();
    const title = `building ${name}: ${step.title}`;
    const finished = options.running?.(title);
    if (!finished) options.progress(title);
    try {
      await runStep(name, step, folder, {
        launcher: options.launcher,
        temporary: options.temporary,
        signal: options.signal,
        begun: options.guardedBy,
        ...(options.stepLimitMs !== undefined && { limitMs: options.stepLimitMs }),
      });
    } finally {
      finished?.();
    }
    maker.ran(at);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    options.progress(`built ${name}: ${step.title} (${seconds} s)`);
  }
  const states = await filesBelow(build.build, build.written, options.signal);
  const record: BuildRecord = {
    fingerprints: prints,
    apart: maker.apart(),
    artefacts: states.map((state) => ({ ...state, step: maker.of(state.path) })),
  };
  writeRecord(build.build, record);
  return { ran: steps.length > 0, artefacts: states };
};

type BuildState = Readonly<
  | { kind: "absent" }
  /** An artefact is not what was built; how, one sentence. */
  | { kind: "changed"; change: string }
  /** The steps from one on have to run. */
  | { kind: "outdated"; from: number; artefacts: readonly Artefact[] }
  | { kind: "current"; artefacts: readonly Artefact[] }
>;

/** @throws the signal's reason, if it is aborted. */
const stateOfBuild = async (
  { build, written, steps }: Build,
  prints: readonly string[],
  signal: AbortSignal,
): Promise<BuildState> => {
  const record = readRecord(build);
  if (!record) return { kind: "absent" };
  const seen = await compared(build, record.artefacts, written, signal);
  if (typeof seen === "string") return { kind: "changed", change: seen };
  const same = record.fingerprints.findIndex((print, at) => print !== prints[at]);
  const from = same === -1 ? Math.min(record.fingerprints.length, prints.length) : same;
  if (from === steps.length && from === record.fingerprints.length) {
    if (seen !== record.artefacts) remember(build, { ...record, artefacts: seen });
    return { kind: "current", artefacts: seen };
  }
  return { kind: "outdated", from: record.apart ? from : 0, artefacts: seen };
};

/** The artefacts, with the time stamps that they have now; else which is not what it was. */
const compared = async (
  build: string,
  artefacts: readonly Artefact[],
  written: readonly string[],
  signal: AbortSignal,
): Promise<readonly Artefact[] | string> => {
  const pause = paced(signal);
  const touched = new Set(artefacts.filter((state) => !isUntouched(build, state)));
  if (touched.size === 0) return artefacts;
  const now: Artefact[] = [];
  for (const state of artefacts) {
    if (touched.has(state)) await pause(state.size);
    const again = touched.has(state) ? lookAgain(build, state) : state;
    if (typeof again === "string") return again;
    now.push({ ...again, step: state.step });
  }
  const added = addedBelow(build, artefacts, written);
  return added === undefined ? now : `${added} was added`;
};

/** Spares the next start the reading. Where nothing can be written it reads again. */
const remember = (build: string, record: BuildRecord): void => {
  try {
    writeRecord(build, record);
  } catch {
    // A checkout that may only be read.
  }
};

const removeMadeFrom = (step: number, artefacts: readonly Artefact[], build: string): void => {
  for (const artefact of artefacts) {
    if (artefact.step >= step && artefact.path !== "") {
      rmSync(join(build, artefact.path), { recursive: true, force: true });
    }
  }
};

/** Learns which step made what, from what lies there after each. */
const makers = ({ build, written }: Build, before: readonly Artefact[]) => {
  const steps = new Map(before.map(({ path, step }) => [path, step]));
  const look = () => new Map(seenBelow(build, written).map((state) => [state.path, state]));
  let last: ReadonlyMap<string, FileState> = look();
  let apart = true;
  return {
    ran: (step: number) => {
      const now = look();
      for (const [path, state] of now) {
        const old = last.get(path);
        if (!old) steps.set(path, step);
        else if (state.kind !== "folder" && !isUntouched(build, old)) apart = false;
      }
      for (const path of last.keys()) if (!now.has(path)) apart = false;
      last = now;
    },
    of: (path: string) => steps.get(path) ?? 0,
    /** Whether no step touched what an earlier one had made. */
    apart: () => apart,
  };
};

/** A path in a message: short where it lies below the folder that the user is in. */
const shown = (sentence: string): string =>
  sentence.startsWith(`${process.cwd()}/`) ? sentence.slice(process.cwd().length + 1) : sentence;
