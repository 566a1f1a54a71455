import type { Bisection } from "../../bisect/bisection.ts";
import { cellWith } from "../../bisect/bisection.ts";
import { bisectionJson } from "../../bisect/bisection-json.ts";
import { bisectionText, triedLine } from "../../bisect/bisection-text.ts";
import { halved, type Tried } from "../../bisect/halving.ts";
import { listedVersions } from "../../bisect/listed-versions.ts";
import {
  inRange,
  isFull,
  parseVersionRange,
  type VersionRange,
} from "../../bisect/version-range.ts";
import { BuildEnded } from "../../domain/build-fault.ts";
import type { Implementation, VersionChoice } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { sameEnd } from "../../report/cell-end.ts";
import { jsonText } from "../../report/format/json.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { type HarnessOptions, readInputs } from "../../run/planned.ts";
import { type RunProgress, runPlan } from "../../run/run-plan.ts";
import type { Console } from "./console.ts";
import { planOfCell } from "./plan-of-cell.ts";

export type BisectOptions = HarnessOptions &
  Readonly<{ versions: string; out: string; json: boolean }>;

/**
 * Finds the neighbouring versions of a library between which a cell ends otherwise.
 *
 * @param tell - hears what goes on where only JSON is printed.
 * @returns 0 if it was found, 1 if the oldest and the newest version end alike, or none runs.
 * @throws Misuse; BuildEnded where it is interrupted.
 */
export const bisect = async (
  id: string,
  options: BisectOptions,
  console: Console,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  const { out, command } = console;
  const begun = performance.now();
  const cell = parseCellId(id);
  const range = parseVersionRange(options.versions);
  const at = (version: string) => cellWith(cell, range, version);
  // Before a registry is asked.
  at("0");
  const { name, list } = choiceOf(range, (await readInputs([], options)).implementations);
  const say = options.json ? tell : (line: string) => out(`${line}\n`);
  const listed = list === null ? [] : await releasesOf(name, list, signal);
  const versions = inRange(listed, range);
  if (list === null && !(isFull(range.oldest) && isFull(range.newest))) {
    throw new Misuse(
      `--versions ${options.versions}: the versions of ${name} cannot be listed; name the oldest and the newest in full`,
    );
  }
  if (versions.length === 0) {
    throw new Misuse(`--versions ${options.versions}: there is no such version of ${name}`);
  }
  const cells = versions.map(at);
  const inputs = await readInputs(cells, options);
  const how = { jobs: 1, as: "beside latest", allowMissing: false, debug: false } as const;
  const tried: Bisection["tried"][number][] = [];
  const attempt = async (version: string): Promise<Tried<CellResult>> => {
    const started = performance.now();
    const { result } = await runPlan(
      planOfCell("bisect", at(version), inputs),
      inputs,
      { ...how, capture: "failing", out: options.out, command },
      quietly,
      signal,
    );
    const [end] = result.cells;
    if (signal.aborted || !end) throw interrupted();
    const { outcome } = end;
    const one: Tried<CellResult> =
      outcome.kind === "not-run"
        ? { kind: "not-run", version, reason: outcome.reason }
        : { kind: "ran", version, end };
    const elapsedMs = performance.now() - started;
    tried.push({ ...one, elapsedMs, buildsMs: result.buildsMs ?? 0 });
    say(triedLine(name, one, elapsedMs, console.columns));
    return one;
  };
  const found = await halved(versions, attempt, sameEnd);
  const elapsedMs = performance.now() - begun;
  const bisection: Bisection = { cell, at, library: name, versions, tried, found, elapsedMs };
  out(
    options.json
      ? `${jsonText(bisectionJson(bisection))}\n`
      : `\n${bisectionText(bisection, console.columns)}`,
  );
  return found.kind === "changed" ? 0 : 1;
};

const interrupted = () => new BuildEnded("ended before a change was found");

const releasesOf = async (...[name, list, signal]: Parameters<typeof listedVersions>) => {
  try {
    return await listedVersions(name, list, signal);
  } catch (error) {
    throw signal.aborted ? interrupted() : error;
  }
};

/** One line for each version is enough. */
const quietly: RunProgress = { note: () => {}, started: () => {}, finished: () => {} };

/** @throws Misuse if no manifest says how the versions are built. */
const choiceOf = (
  { language, of }: VersionRange,
  implementations: readonly Implementation[],
): VersionChoice => {
  const choices = new Map(
    implementations.flatMap(({ id, library }) =>
      library?.kind === "any version"
        ? [...library.choices].map(([name, choice]) => [rangeName(id, name), choice] as const)
        : [],
    ),
  );
  const asked = rangeName(language, of);
  const choice = choices.get(asked);
  if (choice) return choice;
  throw new Misuse(
    `--versions ${asked}: no manifest says how a version of ${asked} is built; there are ${[...choices.keys()].join(", ")}`,
  );
};

/** As `--versions` names it. */
const rangeName = (language: string, of: string): string =>
  of === "" ? language : `${language}@${of}`;
