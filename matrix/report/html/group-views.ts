import type { CauseCode, Quote, Side } from "../../domain/cause.ts";
import { type Certainty, certaintyOf } from "../../domain/doubt.ts";
import { headline } from "../../domain/outcome.ts";
import type { CellResult, ContrastingCell } from "../../domain/run-result.ts";
import { groupContrasts } from "../group-contrasts.ts";
import { groupPattern } from "../group-pattern.ts";
import { failureGroups } from "../groups.ts";
import { nextCommand } from "../next-command.ts";
import { type Look, lookOf } from "../symbol.ts";

/** Cells that ended in the same way for the same reason. */
export type GroupView = Readonly<{
  look: Look;
  /** What is different from the expectations, of its first cell; null where nothing is. */
  surprise: string | null;
  /** The first cause's; all null or empty where there is no cause. */
  cause: CauseCode | null;
  certainty: Certainty | null;
  side: Side | null;
  /** In which they failed; null where they failed before it, or have none. */
  behaviour: string | null;
  sentence: string;
  matched: readonly Quote[];
  remedy: string | null;
  nextCheck: string | null;
  /** The smallest description of its cells; null where they are too few or have none. */
  pattern: string | null;
  contrasts: readonly ContrastingCell[];
  /** The next command to type; null where nothing helps. Of its first cell. */
  next: string | null;
  ids: readonly string[];
}>;

/** What did not pass or should not have, the surprises first. */
export const groupViews = (all: readonly CellResult[]): readonly GroupView[] =>
  failureGroups(all).flatMap(({ diagnosis, cells, unexpected }) => {
    const first = cells.find(({ verdict }) => verdict !== "expected") ?? cells[0];
    if (!first) return [];
    const cause = diagnosis?.causes[0] ?? null;
    return [
      {
        look: unexpected > 0 && lookOf(first) !== "not-run" ? "unexpected" : lookOf(first),
        surprise: first.verdictReason,
        cause: cause?.code ?? null,
        certainty: cause && certaintyOf(cause, 0),
        side: cause?.side ?? null,
        behaviour: behaviourOf(first),
        sentence: cause?.sentence ?? headline(first.outcome),
        matched: cause?.matched ?? [],
        remedy: cause?.remedy ?? null,
        nextCheck: diagnosis?.nextCheck ?? null,
        pattern: groupPattern(cells, all),
        contrasts: groupContrasts(cells),
        next: nextCommand(first),
        ids: cells.map(({ id }) => id),
      },
    ];
  });

const behaviourOf = ({ outcome, behaviour }: CellResult): string | null =>
  outcome.kind === "failed" && outcome.phase === "behaviour" ? behaviour : null;
