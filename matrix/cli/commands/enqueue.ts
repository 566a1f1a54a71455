import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { Misuse } from "../../domain/misuse.ts";
import { shardWords } from "../../domain/shard.ts";
import { enqueue } from "../../queue/enqueue.ts";
import { unpackRun } from "../../queue/packed-run.ts";
import type { QueuePlace } from "../../queue/redis.ts";
import type { ShardJob } from "../../queue/shard-job.ts";
import { mostShards, shardOf } from "../../run/plan/shards.ts";
import { planned } from "../../run/planned.ts";
import { runIdAt } from "../../run/results/run-id.ts";
import type { Console } from "./console.ts";
import { merge } from "./merge.ts";
import { type SelectedOptions, selectionOf } from "./selection-of.ts";

/** A worker that is lost costs the time of so many cells. */
const cellsOfAPart = 50;

export type EnqueueOptions = SelectedOptions &
  QueuePlace &
  Readonly<{ out: string; parts?: number }>;

/**
 * Has workers run a plan and puts what they send together.
 *
 * @returns the exit code, as `merge` has it; 2 where a part is missing.
 */
export const enqueueRun = async (
  options: EnqueueOptions,
  console: Console,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  const selection = { ...(await selectionOf(options)), shard: null };
  const { plan } = await planned(selection);
  const { durations } = selection;
  const most = mostShards(plan, durations);
  const of = Math.min(most, options.parts ?? Math.ceil(plan.cells.length / cellsOfAPart));
  const { shard } = shardOf(plan, { index: 1, of }, durations);
  const { preset, only, client, server, mode, key } = options;
  const runId = runIdAt(new Date());
  const jobs = Array.from(
    { length: of },
    (_, at): ShardJob => ({
      runId,
      version: packageJson.version,
      ...(preset !== undefined && { preset }),
      ...{ only, client, server, mode, key },
      durations: [...durations],
      index: at + 1,
      of,
      plan: shard.plan,
    }),
  );
  const place: QueuePlace = options;
  const parts = mkdtempSync(join(tmpdir(), "hm-parts-"));
  const folders: string[] = [];
  console.out(`${plan.cells.length} cells in ${of} parts are in queue ${place.queue}\n`);
  try {
    const faults = await enqueue(
      place,
      jobs,
      {
        finished: (job, packed) => {
          const folder = join(parts, `${job.index}`);
          unpackRun(packed, folder);
          folders.push(folder);
          console.out(`${shardWords(job)} is done (${folders.length} of ${of})\n`);
        },
        tell,
      },
      signal,
    );
    if (faults.length > 0) throw new Misuse(faults.join("; "));
    return await merge(folders, options, console);
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
};
