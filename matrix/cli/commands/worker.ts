import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { Misuse } from "../../domain/misuse.ts";
import { shardWords } from "../../domain/shard.ts";
import { packedRun } from "../../queue/packed-run.ts";
import { type QueuePlace, shownUrl } from "../../queue/redis.ts";
import type { ShardJob } from "../../queue/shard-job.ts";
import { work } from "../../queue/work.ts";
import { type HarnessOptions, planned } from "../../run/planned.ts";
import { runPlan } from "../../run/run-plan.ts";
import type { Console } from "./console.ts";

export type WorkerOptions = HarnessOptions & QueuePlace & Readonly<{ jobs: number }>;

/** Runs parts of plans that others enqueue, until Ctrl-C. */
export const worker = async (
  options: WorkerOptions,
  console: Console,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  const place: QueuePlace = options;
  const run = async (job: ShardJob): Promise<Buffer> => {
    if (job.version !== packageJson.version) {
      throw new Misuse(
        `it is of version ${job.version}, and this worker of ${packageJson.version}: use one version on all machines`,
      );
    }
    const { plan, inputs } = await planned({
      ...options,
      ...job,
      shard: { index: job.index, of: job.of },
      durations: new Map(job.durations),
    });
    if (inputs.shard?.plan !== job.plan) {
      throw new Misuse(
        "this worker makes another plan of it: give both the same implementations and the same project",
      );
    }
    console.out(`${shardWords(job)} is begun: ${plan.cells.length} cells\n`);
    const out = mkdtempSync(join(tmpdir(), "hm-part-"));
    try {
      const { result, path } = await runPlan(
        plan,
        inputs,
        {
          command: console.command,
          out,
          jobs: options.jobs,
          as: "beside latest",
          allowMissing: false,
          debug: false,
          capture: "failing",
        },
        { note: (text) => console.out(`${text}\n`), started: () => {}, finished: () => {} },
        signal,
      );
      console.out(`${shardWords(job)} is done: ${result.counts.passed} of them passed\n`);
      if (result.interrupted) throw new Misuse("the worker was interrupted");
      return packedRun(path);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  };
  const ready = () =>
    console.out(
      `takes parts of runs from queue ${place.queue} of ${shownUrl(place.url)}; Ctrl-C ends it\n`,
    );
  await work(place, { run, ready, tell }, signal);
  return 0;
};
