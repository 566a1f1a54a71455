import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { begunTls, cellEvidence, failedReport, tlsConnection } from "../tooling/test/evidence.ts";
import { judgedStep } from "../tooling/test/symptoms.ts";
import { attemptCell, interrupted, type Stages, type Way } from "./attempt-cell.ts";
import { parseCellId } from "./axes/cell-id.ts";
import type { Attempt } from "./evidence/attempt.ts";
import { turns } from "./supervise/turns.ts";

const cell = parseCellId("go/go/tls/p256");
const serverAt = { network: "tcp", address: "127.0.0.1:1" } as const;
const trial = { narrowed: "nothing", result: "refused", saw: "alert 40" } as const;

/** A refusal that does not say of what. */
const evidence = cellEvidence({
  connections: [tlsConnection(begunTls(), { firstClose: { by: "server", how: "fin" } })],
  report: failedReport("UNAVAILABLE", "connection error"),
});

/** A try that failed, and whose evidence decides nothing. */
const open = (over: Partial<Extract<Attempt, { kind: "tried" }>> = {}): Attempt => ({
  kind: "tried",
  steps: [judgedStep("put", "expected OK, got UNAVAILABLE")],
  client: "in-time",
  controls: [],
  evidence,
  seen: {
    byClient: null,
    byServer: null,
    byOrchestrator: null,
    insistedOn: null,
    calls: "unseen",
    listener: { kind: "unknown" },
  },
  serverAt,
  capture: { secrets: null, connections: [] },
  deadlineMs: 1000,
  ...over,
});

/** Stages that keep what they were asked for. */
const stagesOf = (attempt: Attempt, over: Partial<Stages> = {}) => {
  const log: string[] = [];
  const stages: Stages = {
    missingParts: { missing: new Map(), routes: new Map() },
    standard: {
      proof: { steps: ["put"], thirdParties: new Map() },
      expectations: [],
      missingToolchains: "unexpected",
      programs: new Map(),
    },
    versions: Promise.resolve([]),
    prove: (_, slot) =>
      slot(async () => {
        log.push("proved");
        return attempt;
      }),
    experiment: async (_, { address }) => {
      log.push(`experiment at ${address}`);
      return { trials: [trial], verification: null };
    },
    turns: turns(1),
    signal: new AbortController().signal,
    ...over,
  };
  const way = (asked: Way["asked"]): Way => ({
    turn: stages.turns.computing,
    started: () => void log.push("started"),
    asked,
  });
  return { stages, log, way };
};

describe("experiments", () => {
  test.for([
    ["the cause is asked for, and open", open(), "cause", ["experiment at 127.0.0.1:1"]],
    ["the outcome alone is asked for", open(), "outcome", []],
    ["the server cannot be asked", open({ serverAt: null }), "cause", []],
    ["the server is not there", { kind: "unsupported", by: "server go", reason: "" }, "cause", []],
    ["nothing failed", open({ steps: [judgedStep("put")] }), "cause", []],
  ] as const)("where %s", async ([, attempt, asked, experiments]) => {
    const { stages, log, way } = stagesOf(attempt);
    await attemptCell(cell, way(asked), stages);
    expect(log).toEqual(["started", "proved", ...experiments]);
  });

  test("what they show is evidence like all else", async () => {
    const { stages, way } = stagesOf(open());
    const attempted = await attemptCell(cell, way("cause"), stages);
    expect(attempted.evidence).toEqual({ ...evidence, trials: [trial], verification: null });
  });

  test("wait for a turn among the cells", async () => {
    const { stages, log, way } = stagesOf(open());
    const alone: Way = { ...way("cause"), turn: (act) => act() };
    const other = Promise.withResolvers<void>();
    const taken = stages.turns.computing(() => other.promise);
    const attempting = attemptCell(cell, alone, stages);
    // Nothing is left to be done now that does not wait for the other.
    await setImmediate();
    expect(log).toEqual(["started", "proved"]);
    other.resolve();
    await Promise.all([taken, attempting]);
    expect(log).toEqual(["started", "proved", "experiment at 127.0.0.1:1"]);
  });
});

test("what passed on the wire comes along", async () => {
  const { stages, way } = stagesOf(open());
  expect((await attemptCell(cell, way("cause"), stages)).capture).toEqual({
    secrets: null,
    connections: [],
  });
});

test("a cell that this machine cannot run is not begun", async () => {
  const missingPart = { because: "toolchain-missing", reason: "no go", as: "either" } as const;
  const { stages, log, way } = stagesOf(open(), {
    missingParts: { missing: new Map([["go", missingPart]]), routes: new Map() },
  });
  const attempted = await attemptCell(cell, way("cause"), stages);
  expect([attempted.result.outcome, attempted.evidence, log]).toEqual([
    { kind: "not-run", because: "toolchain-missing", reason: "no go" },
    null,
    [],
  ]);
});

describe("once the run is ended", () => {
  const { kind, because, reason } = interrupted as Extract<Attempt, { kind: "not-run" }>;
  const notRun = { kind, because, reason };

  test("a cell that has not begun is not", async () => {
    const { stages, log, way } = stagesOf(open(), { signal: AbortSignal.abort() });
    const { result } = await attemptCell(cell, way("cause"), stages);
    expect([result.outcome, log]).toEqual([notRun, []]);
  });

  test("a cell whose turn comes is not begun", async () => {
    const ending = new AbortController();
    const { stages, log, way } = stagesOf(open(), { signal: ending.signal });
    const turn: Way["turn"] = (act) => {
      ending.abort();
      return act();
    };
    const { result } = await attemptCell(cell, { ...way("cause"), turn }, stages);
    expect([result.outcome, log]).toEqual([notRun, []]);
  });

  test.for<readonly [string, () => Promise<Attempt>]>([
    ["goes on", () => new Promise<never>(() => {})],
    ["breaks", () => Promise.reject(new Error("a socket is gone"))],
    ["comes to an end", () => Promise.resolve(open())],
  ])("a proof that %s says nothing of its cell", async ([, proof]) => {
    const ending = new AbortController();
    const { stages, way } = stagesOf(open(), {
      signal: ending.signal,
      prove: () => {
        ending.abort();
        return proof();
      },
    });
    expect((await attemptCell(cell, way("cause"), stages)).result.outcome).toEqual(notRun);
  });

  test("what was proved before an experiment stays", async () => {
    const ending = new AbortController();
    const { stages, way } = stagesOf(open(), {
      signal: ending.signal,
      experiment: async () => {
        ending.abort();
        return { trials: [trial], verification: null };
      },
    });
    const attempted = await attemptCell(cell, way("cause"), stages);
    expect([attempted.result.outcome.kind, attempted.evidence]).toEqual(["failed", evidence]);
  });
});

test("a fault of the runner itself is no cell's", async () => {
  const { stages, way } = stagesOf(open(), {
    prove: () => Promise.reject(new Error("no such listener")),
  });
  await expect(attemptCell(cell, way("cause"), stages)).rejects.toThrow("no such listener");
});

test("a cell that is tried again after a death is told to have started again", async () => {
  const { stages, log, way } = stagesOf(open({ serverAt: null }), {
    prove: async (_, slot) => {
      await slot(async () => open());
      return slot(async () => open({ serverAt: null }));
    },
  });
  await attemptCell(cell, way("cause"), stages);
  expect(log).toEqual(["started", "started"]);
});
