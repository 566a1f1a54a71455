import type { CellResult, RunResult } from "../../domain/run-result.ts";

type Ended = Readonly<{ code: number | null; signal: string | null }>;

/**
 * What must not be of a run that ended by itself or was interrupted, whatever happened to its processes.
 *
 * @param stderr - the orchestrator's, which says nothing where nothing is at fault but the programs.
 */
export const faultsOf = (
  ended: Ended | null,
  result: RunResult | null,
  stderr: string,
): readonly string[] => [
  ...(ended?.code === 0 || ended?.code === 1
    ? []
    : [`it ended with ${ended?.signal ?? `exit code ${ended?.code}`}, not 0 or 1`]),
  ...(stderr === "" ? [] : [`it said: ${stderr.trim()}`]),
  ...(result ? faultsOfResult(result, ended?.code ?? null) : ["it wrote no results.json"]),
];

const faultsOfResult = (result: RunResult, code: number | null): readonly string[] => [
  ...(result.counts.cells === result.cells.length ? [] : ["its counts are not those of its cells"]),
  ...(code === 0 && result.counts.unexpected > 0 ? ["exit code 0 with unexpected cells"] : []),
  ...result.cells.flatMap((cell) => faultOfCell(cell) ?? []),
];

/** A pass has been proven; whatever else says why. */
const faultOfCell = ({ id, outcome, steps, controls, mode }: CellResult): string | null => {
  switch (outcome.kind) {
    case "passed":
      if (steps.length === 0) return `${id} passed without a proof`;
      if (!steps.every(({ passed }) => passed)) return `${id} passed with a step that did not`;
      if (mode !== "none" && controls.length === 0) return `${id} passed without controls`;
      return controls.every(({ result }) => result === "refused")
        ? null
        : `${id} passed with a control that was not refused`;
    case "failed":
    case "unsupported":
    case "not-run":
      return outcome.reason === "" ? `${id} does not say why` : null;
    case "timed-out":
      return null;
  }
};
