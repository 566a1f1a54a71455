import type { RunResult } from "../../domain/run-result.ts";
import { type Look, lookOf } from "../symbol.ts";
import type { Heading } from "./heading.ts";

/** What a run came to, in one sentence, and how many cells look how. */
export type VerdictView = Readonly<{
  heading: Heading;
  /** Those that there are, in the order in which a reader asks for them. */
  counts: readonly Readonly<{ look: Look; cells: number }>[];
}>;

const looks = ["unexpected", "not-run", "known", "unsupported", "passed"] as const;

export const verdictView = (run: RunResult): VerdictView => {
  const { cells, interrupted } = run;
  const counts = looks.flatMap((look) => {
    const of = cells.filter((cell) => lookOf(cell) === look).length;
    return of > 0 ? [{ look, cells: of }] : [];
  });
  const surprises = cells.filter(({ verdict }) => verdict !== "expected").length;
  return {
    heading: {
      sentence: `${interrupted ? "The run was interrupted. " : ""}${sentenceOf(cells.length, surprises)}`,
      tone: surprises === 0 && !interrupted ? "good" : "bad",
      note: noteOf(run),
    },
    counts,
  };
};

const noteOf = ({ preset, startedAt, elapsedMs, machine }: RunResult): string => {
  const [day, time] = startedAt.split("T");
  return `Preset ${preset}, ${day} ${time?.slice(0, 5)} UTC, ${(elapsedMs / 1000).toFixed(1)} s on ${machine.platform} ${machine.arch}`;
};

const sentenceOf = (cells: number, surprises: number): string => {
  if (cells === 0) return "No cell was run";
  if (cells === 1) return `The only cell ${surprises === 0 ? "ended" : "did not end"} as expected`;
  if (surprises === 0) return `All ${cells} cells ended as expected`;
  if (surprises === cells) return `None of ${cells} cells ended as expected`;
  return `${surprises} of ${cells} cells did not end as expected`;
};
