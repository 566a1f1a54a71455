import type { Finding } from "./behaviour.ts";
import type { Diagnosis } from "./cause.ts";
import type { Cell } from "./cell.ts";
import type { Control, KeyExchangeOffer, ObservedProperties } from "./evidence.ts";
import type { Outcome } from "./outcome.ts";
import type { Description } from "./prove.ts";
import type { Shard } from "./shard.ts";
import type { Shows } from "./third-party.ts";

/** What the expectations say of a cell's outcome. */
export type Verdict = "expected" | "unexpected" | "flaky";

/** Why a cell was expected not to pass, and where that can be read. */
export type KnownFailure = Readonly<{ reason: string; source: string }>;

/** One proof step as the orchestrator judged it. */
export type JudgedStep = Readonly<{
  name: string;
  elapsedMs: number;
  passed: boolean;
  /** What was expected and what came, where it did not pass; else null. */
  difference: string | null;
}>;

/** A cell that differs from another in one axis. */
export type ContrastingCell = Readonly<{
  /** Its id. */
  cell: string;
  /** What it has instead: "TLS version 1.2", "key p384". */
  with: string;
  outcome: "passes" | "fails too";
}>;

export type CellResult = Readonly<
  Cell & {
    outcome: Outcome;
    verdict: Verdict;
    /** Why the verdict is not `expected`, one sentence; null where it is. */
    verdictReason: string | null;
    /** What the expectations say of a failure that they foresee; absent of every other cell. */
    known?: KnownFailure;
    /** null for a cell that did not fail. */
    diagnosis: Diagnosis | null;
    steps: readonly JudgedStep[];
    controls: readonly Control[];
    observed: ObservedProperties;
    /** Absent where no ClientHello was read. */
    offer?: KeyExchangeOffer;
    /** What its behaviour showed; absent of a cell without one, and of one that was not tried. */
    findings?: readonly Finding[];
    elapsedMs: number;
    /** Of a cell that failed, what becomes of its neighbours, the nearest first. Empty where none is known. */
    contrast: readonly ContrastingCell[];
    /** The outcome of a second run of this cell alone, made where the first was unexpected; else null. */
    again: Outcome | null;
    /** The digests of the programs that ran; null of what was not started. */
    programs: Programs;
  }
>;

/** "sha256:" and 64 hexadecimal digits, over everything of an implementation that runs (CONTRACT.md, "Program"). */
export type ProgramDigest = `sha256:${string}`;

export type Programs = Readonly<{ client: ProgramDigest | null; server: ProgramDigest | null }>;

/** One implementation as it was in a run. */
export type ImplementationVersions = Readonly<
  {
    id: string;
    title: string;
    program: ProgramDigest;
    /** Of a program of others, which steps it can show; absent for one that is written to CONTRACT.md. */
    shows?: Shows;
  } & Pick<Description, "stack" | "runtime" | "tls">
>;

export type RunResult = Readonly<{
  schemaVersion: 1;
  runId: string;
  preset: string;
  /** ISO 8601, UTC. Of a run that was resumed, when it was resumed; so is `elapsedMs`. */
  startedAt: string;
  elapsedMs: number;
  /** How much of it went by while something was built; absent in results of earlier versions. */
  buildsMs?: number;
  /** true if the run was ended before its plan: the cells left are `not-run`. */
  interrupted: boolean;
  machine: Readonly<{ platform: string; arch: string; cores: number }>;
  orchestrator: Readonly<{ version: string; node: string; openssl: string; launcher: string }>;
  implementations: readonly ImplementationVersions[];
  /** Of which part of a plan it is; null for a whole plan, and absent in results of earlier versions. */
  shard?: Shard | null;
  counts: Readonly<{
    cells: number;
    passed: number;
    failed: number;
    timedOut: number;
    unsupported: number;
    notRun: number;
    unexpected: number;
  }>;
  cells: readonly CellResult[];
}>;
