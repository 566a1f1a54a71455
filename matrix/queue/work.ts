import { setTimeout } from "node:timers/promises";
import type { Job } from "bullmq";
import { Eventual } from "../limits/eventual.ts";
import { queueLibraries } from "./libraries.ts";
import { keptSeconds, openRedis, type QueuePlace, resultKeyOf } from "./redis.ts";
import { readShardJob, type ShardJob } from "./shard-job.ts";

/**
 * For how long a worker that tells nothing of itself counts as alive. One that is killed loses its part to another worker
 * after this and the time between two looks.
 */
const lockMs = 10_000;
const lookEveryMs = 5_000;

/** How many workers may be lost over one part before it counts as what ends them. */
const mostLost = 3;

/** How long the end of a part that was begun, and of the connection, may take. */
const closeLimitMs = 2000;

export type Work = Readonly<{
  /** Runs one part; what it gives is kept for who enqueued it. What it throws is told there, and the part is not tried again. */
  run(job: ShardJob): Promise<Buffer>;
  /** Called when Redis has answered. */
  ready(): void;
  tell(sentence: string): void;
}>;

/** Takes parts of runs off a queue, one after the other, until it is interrupted. What it has begun then, another takes up. */
export const work = async (
  place: QueuePlace,
  { run, ready, tell }: Work,
  signal: AbortSignal,
): Promise<void> => {
  const { Worker } = await queueLibraries();
  const { redis, another, close } = await openRedis(place, tell);
  ready();
  const results = another();
  const interrupted = Eventual.when<void>((settle) =>
    signal.addEventListener("abort", () => settle(), { once: true }),
  );
  let begun: Promise<unknown> = Promise.resolve();
  const take = async ({ data, id = "" }: Job): Promise<void> => {
    const running = run(readShardJob(data));
    begun = running.catch(() => {});
    try {
      const packed = await running;
      await results.set(resultKeyOf(place.queue, id), packed, "EX", keptSeconds);
    } catch (error) {
      // A part that was told to have failed would not be taken up by another worker.
      if (signal.aborted) await setTimeout(forEver);
      throw error;
    }
  };
  const worker = new Worker(place.queue, take, {
    connection: redis,
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: lookEveryMs,
    maxStalledCount: mostLost,
  });
  let lostPart: Promise<unknown> | null = null;
  worker.on("error", (error) => {
    // That Redis is lost is told by the connection.
    if (isOfTheSystem(error)) return;
    if (!/\b(?:lock|key) for job\b/.test(error.message)) return tell(`the queue: ${error.message}`);
    if (lostPart !== begun) tell("what was begun is no longer this worker's: it is run again");
    lostPart = begun;
  });
  if (!signal.aborted) await interrupted.orAfter(forEver, undefined);
  await Promise.race([Promise.all([begun, worker.close(true)]), setTimeout(closeLimitMs)]);
  close();
};

const isOfTheSystem = (error: Error): boolean => "code" in error && typeof error.code === "string";

/** The longest that Node's timers take: 24 days. */
const forEver = 2 ** 31 - 1;
