import type { Cell } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Outcome } from "../../domain/outcome.ts";
import { clockToleranceMs } from "../../domain/prove.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { parseCellId } from "../axes/cell-id.ts";
import type { Owed } from "../plan/owed.ts";
import { labelDifferences, nothingObserved } from "./observed-properties.ts";
import { type Shortfall, shortfallOf } from "./shortfall.ts";

/**
 * Holds a cell's result against itself: what it says of its end against what it shows, and that against what it owes. A
 * result that agrees with itself can still be made up.
 *
 * @returns what is wrong, to be read after the cell's id: "passed without step put"; null where nothing is.
 */
export const contradictionIn = (cell: CellResult, owed: Owed): string | null =>
  inId(cell) ??
  inParts(cell, owed) ??
  inTimes(cell) ??
  inObserved(cell) ??
  inPrograms(cell) ??
  inSecondRun(cell) ??
  inOutcome(cell, owed);

const inId = (cell: CellResult): string | null => {
  const named = parsed(cell.id);
  if (named === null) return "has an id that is none of a cell";
  const [axis] =
    Object.entries(named).find(([name, value]) => cell[name as keyof Cell] !== value) ?? [];
  return axis === undefined ? null : `has another ${axis} than its id says`;
};

const parsed = (id: string): Cell | null => {
  try {
    return parseCellId(id);
  } catch (error) {
    if (error instanceof Misuse) return null;
    throw error;
  }
};

/** Each step and control is one of those that the cell owes, once, and a step that failed says how. */
const inParts = ({ steps, controls }: CellResult, owed: Owed): string | null => {
  const parts = [
    ...steps.map(({ name }) => ({ part: `step ${name}`, name })),
    ...controls.map(({ name }) => ({ part: `control ${name}`, name })),
  ];
  const known: readonly string[] = [...owed.steps, ...owed.controls];
  const strange = parts.find(({ name }) => !known.includes(name));
  if (strange) return `has ${strange.part}, which is none of its own`;
  const twice = parts.find(({ part }, at) => parts.findIndex((one) => one.part === part) !== at);
  if (twice) return `has ${twice.part} twice`;
  const torn = steps.find(({ passed, difference }) => passed !== (difference === null));
  if (!torn) return null;
  return torn.passed
    ? `has step ${torn.name} that passed, and a difference of it`
    : `has step ${torn.name} that did not pass, and no difference of it`;
};

const inTimes = ({ steps, elapsedMs }: CellResult): string | null => {
  const longer = steps.find((step) => step.elapsedMs > elapsedMs + clockToleranceMs);
  return longer ? `took ${elapsedMs} ms, and its step ${longer.name} ${longer.elapsedMs} ms` : null;
};

/** A ServerHello has both. */
const inObserved = ({ observed: { tlsVersion, cipherSuite } }: CellResult): string | null =>
  (tlsVersion === null) === (cipherSuite === null)
    ? null
    : "has one of TLS version and cipher suite, which are observed together";

const inPrograms = ({ outcome, programs }: CellResult): string | null => {
  if (outcome.kind === "not-run") return null;
  const end = (["client", "server"] as const).find((one) => programs[one] === null);
  return end === undefined ? null : `was run, and has no digest of its ${end}'s program`;
};

/** Only a failure is run again, and `flaky` is one that ended in two ways. */
const inSecondRun = ({ outcome, again, verdict }: CellResult): string | null => {
  if (verdict === "flaky" && again === null) return "is flaky, and was not run again";
  if (again === null) return null;
  if (!isFailure(outcome)) return `was run again, and ${nameOf(outcome)} at first`;
  return endOf(again) === endOf(outcome) || verdict === "flaky"
    ? null
    : `is not flaky, and ended in two ways: ${nameOf(outcome)}, and then ${nameOf(again)}`;
};

const nameOf = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case "failed":
    case "timed-out":
      return `${outcome.kind === "failed" ? "failed" : "timed out"} at ${outcome.phase}`;
    case "not-run":
      return "not run";
    default:
      return outcome.kind;
  }
};

const endOf = (outcome: Outcome): string =>
  "phase" in outcome ? `${outcome.kind} ${outcome.phase}` : outcome.kind;

const isFailure = ({ kind }: Outcome): boolean => kind === "failed" || kind === "timed-out";

const inOutcome = (cell: CellResult, owed: Owed): string | null => {
  const { outcome, diagnosis } = cell;
  const causes = diagnosis?.causes.length ?? 0;
  if (isFailure(outcome) !== causes > 0) {
    return `${nameOf(outcome)} ${causes > 0 ? "with" : "without"} a cause`;
  }
  const { steps, controls, observed } = cell;
  switch (outcome.kind) {
    case "unsupported":
    case "not-run":
      return steps.length + controls.length === 0 && isNothing(observed)
        ? null
        : `${nameOf(outcome)}, and shows a proof`;
    case "passed":
    case "failed":
    case "timed-out": {
      const differences = labelDifferences(cell, observed);
      const shortfall = shortfallOf({ steps, controls, differences }, owed);
      return outcome.kind === "passed" ? inPass(cell, shortfall) : inFailure(cell, shortfall);
    }
  }
};

const isNothing = (observed: CellResult["observed"]): boolean =>
  Object.keys(nothingObserved).every((name) => observed[name as keyof typeof observed] === null);

const inPass = ({ mode, observed }: CellResult, shortfall: Shortfall | null): string | null => {
  if (shortfall === null) {
    return mode === "none" && observed.tlsVersion !== null ? "passed in the clear over TLS" : null;
  }
  switch (shortfall.kind) {
    case "step":
    case "shutdown":
      return `passed, and its step ${shortfall.step.name} did not`;
    case "label":
      return `passed, and is not what it asked for (${shortfall.differences.join("; ")})`;
    case "control":
      return `passed, and its control ${shortfall.control.name} was ${shortfall.control.result}`;
    case "missing":
      return `passed without ${shortfall.part}`;
  }
};

/** Whether a failure shows in the phase in which something is seen to be wrong. */
const inFailure = ({ outcome, steps }: CellResult, shortfall: Shortfall | null): string | null => {
  const phase = "phase" in outcome ? outcome.phase : null;
  if (steps.length === 0) {
    return phase === "spawn" || phase === "handshake-line"
      ? null
      : `${nameOf(outcome)}, and shows no step`;
  }
  const late = phase === "control" || phase === "shutdown";
  switch (shortfall?.kind) {
    case "step":
      return late ? `${nameOf(outcome)}, and its step ${shortfall.step.name} before that` : null;
    case "label":
    case "control":
      return phase === "control" ? null : `${nameOf(outcome)}, and every step passed`;
    case "shutdown":
      return phase === "shutdown" ? null : `${nameOf(outcome)}, and only its shutdown did not pass`;
    // Processes that a server left are not in its result.
    case undefined:
    case "missing":
      return phase === "shutdown" && shortfall === null
        ? null
        : `${nameOf(outcome)}, and nothing in it did`;
  }
};
