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
  const { redis, another, close } = await openRedis(place, tell);
  const queue = new Queue(place.queue, { connection: redis });
  const events = new QueueEvents(place.queue, { connection: another() });
  // That Redis is lost is told by the connection.
  queue.on("error", () => {});
  events.on("error", () => {});
  const left = new Map(jobs.map((job) => [jobIdOf(job), job]));
  const faults: string[] = [];
  const inbox = new Inbox();
  events.on("completed", ({ jobId }) => inbox.add({ kind: "finished", id: jobId }));
  events.on("stalled", ({ jobId }) => inbox.add({ kind: "lost", id: jobId }));
  events.on("failed", ({ jobId, failedReason }) =>
    inbox.add({ kind: "failed", id: jobId, why: failedReason }),
  );
  const interruption = Eventual.open<null>();
  const interrupted = () => {
    inbox.add({ kind: "interrupted" });
    interruption.settle(null);
  };
  signal.addEventListener("abort", interrupted);
  try {
    await Eventual.of(events.waitUntilReady()).within(answerLimitMs, "the answer of Redis");
    await put(queue, jobs);
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
        const missed = await Eventual.of(missedIn(queue, left)).orAfter(answerLimitMs, null);
        // Its connection tells that Redis is lost.
        if (missed === null) continue;
        for (const one of missed.events) inbox.add(one);
        if (missed.gone.length > 0) {
          tell(
            `Redis has forgotten ${missed.gone.map(shardWords).join(", ")}, which lie there again`,
          );
          await put(queue, missed.gone);
          continue;
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
          const result = redis.getdelBuffer(resultKeyOf(place.queue, event.id));
          const packed = await Eventual.first(Eventual.of(result), interruption.eventual).within(
            stillLimitMs,
            "the answer of Redis",
          );
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
    close();
  }
};

/** What lies there by the same id stays as it is. */
const put = async (queue: Pick<Queue, "addBulk">, jobs: readonly ShardJob[]): Promise<void> => {
  const kept = { age: keptSeconds };
  const added = queue.addBulk(
    jobs.map((job) => ({
      name: shardWords(job),
      data: job,
      opts: { jobId: jobIdOf(job), attempts: 1, removeOnComplete: kept, removeOnFail: kept },
    })),
  );
  await Eventual.of(added).within(answerLimitMs, "the answer of Redis");
};

/** What Redis did not tell while it was lost, and what it has forgotten, as one that is started anew has everything. */
const missedIn = async (
  queue: Pick<Queue, "getJob" | "getJobState">,
  left: ReadonlyMap<string, ShardJob>,
): Promise<Readonly<{ events: readonly Event[]; gone: readonly ShardJob[] }>> => {
  const events: Event[] = [];
  const gone: ShardJob[] = [];
  for (const [id, job] of left) {
    const state = await queue.getJobState(id);
    if (state === "completed") events.push({ kind: "finished", id });
    else if (state === "failed") {
      const why = (await queue.getJob(id))?.failedReason ?? "its worker failed";
      events.push({ kind: "failed", id, why });
    } else if (state === "unknown") gone.push(job);
  }
  return { events, gone };
};

/** What keeps a queue from moving, one sentence; null where somebody works on it. */
const lackOf = async (
  work: Pick<Queue, "getWorkersCount">,
  { url, queue }: QueuePlace,
): Promise<string | null> => {
  const workers = await Eventual.of(work.getWorkersCount()).orAfter(answerLimitMs, null);
  return workers === null || workers > 0
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
