import type { Redis } from "ioredis";
import { Misuse } from "../domain/misuse.ts";
import { cleanLine } from "../domain/outside-text.ts";
import { Eventual } from "../limits/eventual.ts";
import { queueLibraries } from "./libraries.ts";

/** Where a queue lies. */
export type QueuePlace = Readonly<{
  /** redis:// or rediss://; its password is not shown. */
  url: string;
  queue: string;
}>;

const answerLimitMs = 5000;

/**
 * A connection to Redis that has answered. BullMQ wants its calls to wait for a connection that is lost.
 *
 * @throws Misuse if nobody answers there, or {@link queueLibraries} does.
 */
export const openRedis = async ({ url }: QueuePlace): Promise<Redis> => {
  const { Redis } = await queueLibraries();
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  let last = "no answer";
  redis.on("error", (error: Error) => {
    last = error.message;
  });
  const answered = await Eventual.of(redis.ping())
    .map(() => true)
    .orAfter(answerLimitMs, false);
  if (answered) return redis;
  redis.disconnect();
  throw new Misuse(
    `no Redis answers at ${shownUrl(url)} within ${answerLimitMs} ms (${cleanLine(last, 200)}); name another with --redis, or start one with: redis-server --bind 127.0.0.1`,
  );
};

/** Without user and password. */
export const shownUrl = (url: string): string => {
  if (!URL.canParse(url)) return cleanLine(url, 200);
  const { protocol, host, pathname } = new URL(url);
  return cleanLine(`${protocol}//${host}${pathname}`, 200);
};

/** What a part of a run came to is kept under this key until its run takes it, or for so long. */
export const resultKeyOf = (queue: string, jobId: string): string =>
  `handshake-matrix:${queue}:result:${jobId}`;
export const keptSeconds = 3600;
