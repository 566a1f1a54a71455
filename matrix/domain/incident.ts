import type { CauseCode, Side } from "./cause.ts";

/** What somebody reported, and the cells that show it for real. */
export type Incident = Readonly<{
  id: string;
  /** What was seen, in one line. */
  title: string;
  /** What was pasted: logs and outputs, as `explain` reads them. */
  symptom: string;
  /** What the reporter had made sure of. */
  checked: string;
  /** What was the matter. */
  matter: string;
  /** Causes of which the symptom's text alone must bring one to the first place. */
  says: readonly CauseCode[];
  failing: readonly Readonly<{
    /** A cell's id. */
    cell: string;
    /** What it stands for in the incident. */
    shows: string;
    cause: CauseCode;
    side: Side;
  }>[];
  /** What to change. */
  fix: string;
  /** Ids of cells that pass once it is changed. */
  passing: readonly string[];
}>;
