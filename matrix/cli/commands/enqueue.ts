import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { Misuse } from "../../domain/misuse.ts";
import { shardWords } from "../../domain/shard.ts";
import { enqueue } from "../../queue/enqueue.ts";
import { unpackRun } from "../../queue/packed-run.ts";
import type { QueuePlace } from "../../queue/redis.ts";
import { presetName, type ShardJob } from "../../queue/shard-job.ts";
import { mostShards, shardOf } from "../../run/plan/shards.ts";
import { planned } from "../../run/planned.ts";
import { makeFolder } from "../../run/results/make-folder.ts";
import { runIdAt } from "../../run/results/run-id.ts";
import { ownersFolder } from "../../run/results/write-whole.ts";
import type { Console } from "./console.ts";
import { merge } from "./merge.ts";
import { type SelectedOptions, selectionOf } from "./selection-of.ts";

/** A worker that is lost costs the time of so many cells. */
const cellsOfAPart = 50;

export type EnqueueOptions = Omit<SelectedOptions, "shard"> &
  QueuePlace &
  Readonly<{ out: string; parts?: number }>;

/**
 * Has workers run a plan and puts what they send together. Where a part is missing, those that are done stay.
 *
 * @returns the exit code, as `merge` has it.
 * @throws Misuse for what workers cannot be asked for, or where a part is missing.
 */
export const enqueueRun = async (
  options: EnqueueOptions,
  console: Console,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  checkAskable(options);
  const selection = await selectionOf(options);
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
  const parts = join(resolve(options.out), `parts-${runId}`);
  makeFolder(parts, ownersFolder);
  const folders: string[] = [];
  console.out(`${plan.cells.length} cells in ${of} parts are in queue ${place.queue}\n`);
  const finished = (job: ShardJob, packed: Buffer) => {
    const folder = join(parts, `${job.index}`);
    unpackRun(packed, folder);
    folders.push(folder);
    console.out(`${shardWords(job)} is done (${folders.length} of ${of})\n`);
  };
  try {
    const faults = await enqueue(place, jobs, { finished, tell }, signal);
    if (faults.length > 0) throw new Misuse(faults.join("; "));
  } catch (error) {
    if (folders.length === 0) rmSync(parts, { recursive: true });
    else {
      tell(
        `${folders.length} of ${of} parts are in ${parts}: run the others with --shard, and put all together with merge`,
      );
    }
    throw error;
  }
  const code = await merge(folders, options, console);
  rmSync(parts, { recursive: true });
  return code;
};

/** @throws Misuse */
const checkAskable = ({ preset }: EnqueueOptions): void => {
  if (preset !== undefined && !presetName.test(preset)) {
    throw new Misuse(
      `--preset ${preset}: workers take a preset by its name alone; name it in the handshake-matrix.yaml of each`,
    );
  }
};
