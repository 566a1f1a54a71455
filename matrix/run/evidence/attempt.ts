import type { Capture } from "../../domain/capture.ts";
import type { Cell } from "../../domain/cell.ts";
import type { CellEvidence, Control } from "../../domain/evidence.ts";
import type { NotRunBecause } from "../../domain/outcome.ts";
import type { Phase } from "../../domain/phase.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { SeenApart } from "./observed-properties.ts";

/** Evidence that is only got where the rest decides nothing. */
export type Experiments = Pick<CellEvidence, "trials" | "verification" | "schemesRequested">;

/** Where a cell's server listens. */
export type ServerAt = Readonly<{ network: Cell["transport"]; address: string }>;

/** One try of a cell, as it went; what it means is decided elsewhere. */
export type Attempt = Readonly<
  /** Of a fault of the harness, with what was seen before it; null where nothing was tried. */
  | {
      kind: "not-run";
      because: NotRunBecause;
      reason: string;
      evidence: CellEvidence | null;
    }
  | { kind: "unsupported"; by: string; reason: string }
  /** The server never got as far as serving. */
  | {
      kind: "no-server";
      phase: Extract<Phase, "spawn" | "handshake-line">;
      reason: string;
      evidence: CellEvidence;
    }
  | {
      kind: "tried";
      steps: readonly JudgedStep[];
      /** `overdue`: a client that is to end by itself was ended at its deadline. */
      client: "in-time" | "overdue";
      controls: readonly Control[];
      evidence: CellEvidence;
      seen: SeenApart;
      /** null where the server cannot be asked any further, or need not be. */
      serverAt: ServerAt | null;
      /** What passed on the wire; null where nobody is going to look at it. */
      capture: Capture | null;
      deadlineMs: number;
    }
>;
