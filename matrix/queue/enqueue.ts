import type { Queue } from "bullmq";
import { Misuse } from "../domain/misuse.ts";
import { cleanLine } from "../domain/outside-text.ts";
import { shardWords } from "../domain/shard.ts";
import { Eventual } from "../limits/eventual.ts";
import { queueLibraries } from "./libraries.ts";
import { keptSeconds, openRedis, type QueuePlace, resultKeyOf, shownUrl } from "./redis.ts";
import { jobIdOf, type ShardJob } from "./shard-job.ts";

export type Enqueued = Readonly<{
  /** Told of each part as it comes back, in any order. */
  finished(job: ShardJob, packed: Buffer): void;
  tell(sentence: string): void;
}>;

/** More than the builds of a part and its cells take: a queue in which nothing has moved for so long has no worker that will. */
const stillLimitMs = 60 * 60_000;

/** How long Redis may take to answer, and to be left. */
const answerLimitMs = 5000;
const leaveLimitMs = 1000;

/** How often it is looked whether somebody works. */
const lookEveryMs = 10_000;

type Event =
  | Readonly<{ kind: "finished" | "lost"; id: string }>
  | Readonly<{ kind: "failed"; id: string; why: string }>
  | Readonly<{ kind: "interrupted" }>;

/**
 * Puts all parts of a run into a queue and waits until workers have done them. A part whose worker is lost is done by another;
 * one that is done is never done again, whatever its cells came to.
 *
 * @returns why parts were not done, a sentence each; none where all were.
 * @throws Misuse if there is no Redis, or nobody takes the parts.
 */
export const enqueue = async (
  place: QueuePlace,
  jobs: readonly ShardJob[],
  { finished, tell }: Enqueued,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const { Queue, QueueEvents } = await queueLibraries();
  const redis = await openRedis(place);
  const queue = new Queue(place.queue, { connection: redis });
  const events = new QueueEvents(place.queue, { connection: redis.duplicate() });
  const left = new Map(jobs.map((job) => [jobIdOf(job), job]));
  const faults: string[] = [];
  const inbox = new Inbox();
  events.on("completed", ({ jobId }) => inbox.add({ kind: "finished", id: jobId }));
  events.on("stalled", ({ jobId }) => inbox.add({ kind: "lost", id: jobId }));
  events.on("failed", ({ jobId, failedReason }) =>
    inbox.add({ kind: "failed", id: jobId, why: failedReason }),
  );
  const interrupted = () => inbox.add({ kind: "interrupted" });
  signal.addEventListener("abort", interrupted);
  try {
    await Eventual.of(events.waitUntilReady()).within(answerLimitMs, "the answer of Redis");
    const kept = { age: keptSeconds };
    const put = queue.addBulk(
      jobs.map((job) => ({
        name: shardWords(job),
        data: job,
        opts: { jobId: jobIdOf(job), attempts: 1, removeOnComplete: kept, removeOnFail: kept },
      })),
    );
    await Eventual.of(put).within(answerLimitMs, "the answer of Redis");
    let stillSince = performance.now();
    let hasTold = false;
    while (left.size > 0) {
      const event = await inbox.next(lookEveryMs);
      if (event === null) {
        if (performance.now() - stillSince > stillLimitMs) {
          throw new Misuse(
            `queue ${place.queue} of ${shownUrl(place.url)} stood still for ${stillLimitMs / 60_000} minutes; see what its workers print`,
          );
        }
        const lacks = await lackOf(queue, place);
        if (lacks !== null && !hasTold) tell(lacks);
        hasTold = lacks !== null;
        continue;
      }
      if (event.kind === "interrupted") return ["the run was interrupted"];
      const job = left.get(event.id);
      if (!job) continue;
      stillSince = performance.now();
      switch (event.kind) {
        case "lost":
          tell(`${shardWords(job)} lost its worker; another takes it up`);
          break;
        case "failed":
          left.delete(event.id);
          faults.push(`${shardWords(job)} was not run: ${cleanLine(event.why, 500)}`);
          break;
        case "finished": {
          left.delete(event.id);
          const packed = await redis.getdelBuffer(resultKeyOf(place.queue, event.id));
          if (packed) finished(job, packed);
          else faults.push(`${shardWords(job)} was run, and its result is gone from Redis`);
        }
      }
    }
    return faults;
  } finally {
    signal.removeEventListener("abort", interrupted);
    const removed = Promise.allSettled([...left.keys()].map((id) => queue.remove(id)));
    await Eventual.of(removed).orAfter(leaveLimitMs, null);
    const closed = Promise.allSettled([events.close(), queue.close()]);
    await Eventual.of(closed).orAfter(leaveLimitMs, null);
    redis.disconnect();
  }
};

/** What keeps a queue from moving, one sentence; null where somebody works on it. */
const lackOf = async (
  work: Pick<Queue, "getWorkersCount">,
  { url, queue }: QueuePlace,
): Promise<string | null> => {
  const workers = await Eventual.of(work.getWorkersCount()).orAfter(answerLimitMs, null);
  if (workers === null) return `Redis at ${shownUrl(url)} does not answer any more`;
  return workers > 0
    ? null
    : `no worker takes from queue ${queue} of ${shownUrl(url)}; start one with: handshake-matrix worker`;
};

/** What was told and not taken yet. */
class Inbox {
  readonly #events: Event[] = [];
  #came = Eventual.open<void>();

  add(event: Event): void {
    this.#events.push(event);
    this.#came.settle();
  }

  /** @returns null if nothing came within the limit. */
  async next(limitMs: number): Promise<Event | null> {
    if (this.#events.length === 0) {
      this.#came = Eventual.open<void>();
      await this.#came.eventual.orAfter(limitMs, undefined);
    }
    return this.#events.shift() ?? null;
  }
}
