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

/** Connections to one Redis. Calls wait for one that is lost, as BullMQ wants it; that it is lost, and back, is told once. */
export type RedisLink = Readonly<{
  redis: Redis;
  /** One more connection, for what listens or waits on it. */
  another(): Redis;
  close(): void;
}>;

/**
 * Once Redis has answered.
 *
 * @throws Misuse if nobody answers there, or {@link queueLibraries} does.
 */
export const openRedis = async (
  { url }: QueuePlace,
  tell: (sentence: string) => void,
): Promise<RedisLink> => {
  const { Redis } = await queueLibraries();
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  let last = "no answer";
  redis.on("error", (error: Error) => {
    last = error.message;
  });
  const answered = await Eventual.of(redis.ping())
    .map(() => true)
    .orAfter(answerLimitMs, false);
  if (answered) {
    const losses = tellLosses(redis, shownUrl(url), tell);
    const others: Redis[] = [];
    const another = () => {
      const other = redis.duplicate();
      // What became of one is told of the first.
      other.on("error", () => {});
      others.push(other);
      return other;
    };
    const close = () => {
      losses.end();
      for (const one of [redis, ...others]) one.disconnect();
    };
    return { redis, another, close };
  }
  redis.disconnect();
  throw new Misuse(
    `no Redis answers at ${shownUrl(url)} within ${answerLimitMs} ms (${cleanLine(last, 200)}); name another with --redis, or start one with: redis-server --bind 127.0.0.1`,
  );
};

const tellLosses = (redis: Redis, where: string, tell: (sentence: string) => void) => {
  let isLost = false;
  const lost = () => {
    if (!isLost) tell(`Redis at ${where} is lost; it is waited for`);
    isLost = true;
  };
  redis.on("close", lost);
  redis.on("ready", () => {
    if (isLost) tell(`Redis at ${where} answers again`);
    isLost = false;
  });
  return { end: () => redis.off("close", lost) };
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
