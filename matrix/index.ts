/**
 * handshake-matrix for those who test in TypeScript: each function is what the command of its name does, and what it
 * comes to is data. Nothing is printed, the process is not ended, and no listener of its signals is changed.
 *
 * @packageDocumentation
 */
import { availableParallelism } from "node:os";
import type { Diagnosis } from "./domain/cause.ts";
import type { ProbeReport } from "./domain/probe-report.ts";
import type { CellResult, RunResult } from "./domain/run-result.ts";
import type { Explanation, Tells } from "./explain/explanation.ts";
import type { ProbeOptions } from "./probe/question-of.ts";

export type { Cause, CauseCode, Diagnosis, Quote, Side } from "./domain/cause.ts";
export type { Cell } from "./domain/cell.ts";
export type { Outcome } from "./domain/outcome.ts";
export type { ProbeFact, ProbeReport, ProbeRung } from "./domain/probe-report.ts";
export type { CellResult, RunResult } from "./domain/run-result.ts";
export type { ProbeOptions, Tells };

/** Each list leaves out nothing where it is empty or absent. */
export type RunMatrixOptions = Readonly<{
  /**
   * Of the presets in the package or of the project, or the path of a `.yaml` file. If it is absent, your own
   * implementations meet those of `default`, and where there are none it is `default`.
   */
  preset?: string;
  /** Cells whose id matches one of these; `*` is any text. */
  only?: readonly string[];
  /** Ids of implementations, as `go` or `python`. */
  client?: readonly string[];
  server?: readonly string[];
  /** Of `none`, `tls`, `mtls`, `auto-mtls`. */
  mode?: readonly string[];
  /** Key types on either side, as `p256`. */
  key?: readonly string[];
  /** Folders of implementations of your own, each with an `implementation.yaml`. */
  harness?: readonly string[];
  /** The file of a project; `handshake-matrix.yaml` in the working folder, if it is there and this is absent. */
  project?: string;
  /** Where the run's folder is made; `matrix-results` in the working folder if absent. */
  out?: string;
  /** Cells at once; two for each processor if absent. */
  jobs?: number;
  /** Whether cells whose toolchain is missing are unexpected, as they are if absent. */
  missingToolchains?: "unexpected" | "allowed";
  /** Which connections are kept as a capture and drawn; `failing` if absent. */
  capture?: "failing" | "all";
  /** Ends the run: what has not begun is `not-run`. */
  signal?: AbortSignal;
  /** Told each cell as it ends, before an unexpected one is run again. */
  onCell?(cell: CellResult): void;
  /** Told what a user would read meanwhile, one sentence at a time: builds, what is run again. */
  onNote?(sentence: string): void;
}>;

/** What a run came to, and the folder that has its results. */
export type MatrixRun = Readonly<{ result: RunResult; folder: string }>;

/**
 * Runs the cells of a preset. That a cell failed is a result; `result.counts.unexpected` says how many did not end as
 * they should.
 *
 * @throws Error, one sentence, where the options pick nothing, nothing can be built or the machine has no room.
 */
export const runMatrix = async (options: RunMatrixOptions = {}): Promise<MatrixRun> => {
  const { preset, project, only = [], client = [], server = [], mode = [], key = [] } = options;
  const [{ planned }, { runPlan }] = await Promise.all([
    import("./run/planned.ts"),
    import("./run/run-plan.ts"),
  ]);
  const { harness = [] } = options;
  const { plan, inputs } = await planned({
    ...{ preset, only, client, server, mode, key, harness, project },
    ...{ shard: null, durations: new Map() },
  });
  const { result, path } = await runPlan(
    plan,
    inputs,
    {
      command: "npx handshake-matrix",
      out: options.out ?? "matrix-results",
      jobs: options.jobs ?? 2 * availableParallelism(),
      as: "latest",
      allowMissing: options.missingToolchains === "allowed",
      debug: false,
      capture: options.capture ?? "failing",
    },
    {
      note: (sentence) => options.onNote?.(sentence),
      started: () => {},
      finished: (cell) => options.onCell?.(cell),
    },
    options.signal ?? new AbortController().signal,
  );
  return { result, folder: path };
};

/**
 * Climbs the ladder of one endpoint: `host:port`, a DNS name, or `unix:` and a path. `diagnosis` of what it returns is
 * null where the endpoint is healthy.
 *
 * @throws Error, one sentence, for a target, options or files that cannot be used.
 */
export const probe = async (target: string, options: ProbeOptions = {}): Promise<ProbeReport> => {
  const [{ questionOf }, { probe: climb }] = await Promise.all([
    import("./probe/question-of.ts"),
    import("./probe/probe.ts"),
  ]);
  return climb(await questionOf(target, options), process.env);
};

/** A text as it was printed. */
export type Log = Readonly<{
  /** What quotes call it. */
  name: string;
  text: string;
  /** Who printed it, where that is known. */
  by?: "client" | "server" | "between";
}>;

export type LogExplanation = Diagnosis & Pick<Explanation, "tells" | "over">;

/** What went wrong, from logs as they are. Nothing is read but what is given. */
export const explain = async (logs: readonly Log[]): Promise<LogExplanation> => {
  const { explain: explained } = await import("./explain/explain.ts");
  const { diagnosis, tells, over } = explained(
    logs.map(({ name, text, by }) =>
      by === undefined ? { name, text } : { name, text, printer: { role: by } },
    ),
  );
  return { ...diagnosis, tells, over };
};
