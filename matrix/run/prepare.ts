import { availableParallelism, freemem } from "node:os";
import { BuildEnded, BuildFailed } from "../domain/build-fault.ts";
import type { Implementation, Library, MissingPart } from "../domain/implementation.ts";
import type { Description } from "../domain/prove.ts";
import { places } from "../places.ts";
import { buildsAtOnce } from "./builds-at-once.ts";
import { startLimitMs } from "./proof/start-limit.ts";
import { type BuildOptions, type Built, ensureBuilt } from "./supervise/build.ts";
import { besideBuild } from "./supervise/build-record.ts";
import { described } from "./supervise/described.ts";
import { TooMuch } from "./supervise/file-state.ts";
import { ensureLauncher, type Launcher } from "./supervise/launcher-build.ts";
import { notMade } from "./supervise/not-made.ts";
import { type PartsRead, type Program, programOf } from "./supervise/program.ts";
import { saidVersions } from "./supervise/said-versions.ts";
import { slots } from "./supervise/slots.ts";
import { missingToolchains } from "./supervise/toolchain.ts";
import { probeUnknownMode } from "./supervise/unknown-mode-probe.ts";

export type Prepared = Readonly<{
  launcher: Launcher;
  /** Implementations that cannot run here, and why. */
  missing: ReadonlyMap<string, MissingPart>;
  /** What runs of each implementation that can. */
  programs: ReadonlyMap<string, Program>;
  /** What the clients of each language say of their stack; absent where none answered. */
  descriptions: ReadonlyMap<string, Description>;
}>;

/**
 * Builds what the implementations need and is not current. What was built is given a mode that does not exist,
 * which it has to refuse (CONTRACT.md, "Unsupported"); a server that serves it all the same is told as progress.
 * Toolchains are looked for only when a build fails: one that succeeded has shown that they are there. A build that
 * fails costs its own implementations alone.
 *
 * @param progress - told each build step, before and after, and what is not as it should be.
 * @throws BuildFailed if nothing is left that could run, or the launcher cannot be built; BuildEnded if the signal is
 *   aborted; every process has ended then.
 */
export const prepare = async (
  implementations: readonly Implementation[],
  progress: (text: string) => void,
  options: Readonly<Pick<BuildOptions, "running"> & { signal?: AbortSignal }> = {},
): Promise<Prepared> => {
  const fault = new AbortController();
  const signal = AbortSignal.any([fault.signal, ...(options.signal ? [options.signal] : [])]);
  const { running } = options;
  const launcher = await ensureLauncher(places.builds, progress, process.env, { running, signal });
  const guard: BuildOptions = { launcher: launcher.argv, progress, running, signal };
  const missing = new Map<string, MissingPart>();
  const programs = new Map<string, Program>();
  const descriptions = new Map<string, Description>();
  const read: PartsRead = new Map();

  const prepareLanguage = async (own: readonly Implementation[]): Promise<void> => {
    const built = await builtOrMissing(own, guard, missing);
    if (!built) return;
    for (const one of own.filter(({ id }) => !missing.has(id))) {
      const program = await programOf(one, built.artefacts, read, signal).catch(
        (error: unknown) => {
          signal.throwIfAborted();
          return unreadable(error);
        },
      );
      if ("digest" in program) programs.set(one.id, program);
      else missing.set(one.id, program);
    }
    const there = own.filter(({ id }) => !missing.has(id));
    const [first] = there;
    if (!first) return;
    const { thirdParty } = first;
    const candidates = there.flatMap(({ id, client }) => {
      // What {node} leads to is no part of a program, and says its version of itself.
      return client
        ? [{ id, client, digest: `${programs.get(id)?.digest} ${process.version}` }]
        : [];
    });
    const file = besideBuild(first.buildFolder, "descriptions");
    const answer = thirdParty
      ? await saidVersions(thirdParty.versions, signal)
      : await described(candidates, file, launcher.argv, signal);
    if (answer.kind === "described") {
      const other = otherVersion(first.library, answer.description);
      if (other !== null) {
        missing.set(first.id, { because: "build-failed", reason: other, as: "either" });
        return;
      }
      descriptions.set(first.language, answer.description);
    } else if (!signal.aborted) {
      progress(`${first.language} does not say its versions: ${answer.reason}`);
      for (const { id } of there) {
        const as = thirdParty ? "either" : "client";
        missing.set(id, { because: "harness-fault", reason: answer.reason, as });
      }
    }
    if (!built.ran || thirdParty) return;
    const probes = there.flatMap(({ id, server }) =>
      server ? [probeUnknownMode({ id, server }, launcher.argv, startLimitMs, signal)] : [],
    );
    for (const breach of await Promise.all(probes)) {
      if (breach !== null && !signal.aborted) progress(breach);
    }
  };
  const turn = slots(buildsAtOnce(availableParallelism(), freemem()));
  const done = await Promise.allSettled(
    [...Map.groupBy(implementations, ({ language }) => language).values()].map((own) =>
      turn(() => prepareLanguage(plainFirst(own))).catch((error: unknown) => {
        fault.abort(error);
        throw error;
      }),
    ),
  );
  if (options.signal?.aborted) {
    throw faultOf(done, BuildEnded) ?? new BuildEnded("ended before anything was run");
  }
  // What the others say then is that they were ended.
  if (fault.signal.aborted) throw fault.signal.reason;
  // What is missing of a version is what was asked.
  const nothingLeft = implementations.every(
    ({ id, library }) => missing.get(id)?.as === "either" && library?.kind !== "one version",
  );
  const missingParts = [...missing].filter(([, { because }]) => because === "build-failed");
  if (nothingLeft && missingParts.length > 0) {
    throw new BuildFailed(missingParts.map(([id, { reason }]) => `${id}: ${reason}`).join("\n"));
  }
  return { launcher, missing, programs, descriptions };
};

/** A build may end well with another version than it was told: a dependency raises it. null where it is the one. */
const otherVersion = (
  library: Library | null,
  { stack, runtime, tls }: Description,
): string | null => {
  if (library?.kind !== "one version") return null;
  const { name, version } = library;
  const built = [...stack, runtime, tls].find((one) => one.name === name)?.version;
  if (built === version) return null;
  return built === undefined
    ? `its programs do not say which ${name} they have, and ${version} was asked for`
    : `its build has ${name} ${built} where ${version} was asked for`;
};

/** A program that cannot be read has no digest: what would run is not known. */
const unreadable = (error: unknown): MissingPart => {
  const isOutside = error instanceof TooMuch || (error instanceof Error && "code" in error);
  if (!isOutside) throw error;
  const reason = `its program cannot be read: ${error.message}`;
  return { because: "harness-fault", reason, as: "either" };
};

const faultOf = (
  settled: readonly PromiseSettledResult<unknown>[],
  kind: typeof BuildEnded,
): Error | undefined =>
  settled
    .map((one) => (one.status === "rejected" ? one.reason : null))
    .find((reason) => reason instanceof kind);

/** A language's plain implementation speaks for it. */
const plainFirst = (own: readonly Implementation[]): readonly Implementation[] =>
  [...own].sort((a, b) => Number(b.id === b.language) - Number(a.id === a.language));

/** @returns null where nothing of a language can run; the reasons are put into `missing`. */
const builtOrMissing = async (
  own: readonly Implementation[],
  options: BuildOptions,
  missing: Map<string, MissingPart>,
): Promise<Built | null> => {
  const [first] = own;
  if (!first) return null;
  const { language, build: steps, folder, buildFolder, written } = first;
  const build = { name: language, steps, folder, build: buildFolder, written };
  try {
    const built = await ensureBuilt(build, options);
    for (const one of own) {
      const reason = notMade(one);
      if (reason !== null) missing.set(one.id, { because: "build-failed", reason, as: "either" });
    }
    return built;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    const missingParts = await missingToolchains(own, options.signal);
    if (missingParts.size === 0) options.progress(error.message);
    const byHand = error.byHand === null ? "" : `; by hand: ${error.byHand}`;
    const failed = `its build failed: ${error.short}${byHand}`;
    for (const { id } of own) {
      const remedy = missingParts.get(id);
      missing.set(
        id,
        remedy === undefined
          ? { because: "build-failed", reason: failed, as: "either" }
          : { because: "toolchain-missing", reason: remedy, as: "either" },
      );
    }
    return null;
  }
};
