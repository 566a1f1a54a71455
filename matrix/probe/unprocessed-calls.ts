import type { GrpcAnswer, GrpcSession } from "../run/dial/grpc-session.ts";

/** A server that takes so few calls of a connection is not followed further. */
export const mostRedials = 4;

export type Calls = Readonly<{
  /** As {@link GrpcSession} makes it. */
  call: GrpcSession["call"];
  close(): void;
}>;

/**
 * Calls as gRPC's clients make them: one that the server has not looked at is made once more, over a new connection where
 * the server ends the old one (gRFC A6, "Transparent Retries").
 *
 * @param dial - null where no further connection comes to stand.
 * @param until - by performance.now(): nothing is made once more after it, nor waited for longer.
 */
export const withUnprocessedAgain = (
  first: GrpcSession,
  dial: () => Promise<GrpcSession | null>,
  until: number,
): Calls => {
  const sessions = [first];
  const current = () => sessions.at(-1) ?? first;
  const redialled = async (): Promise<GrpcSession | null> => {
    if (!current().hasEnded()) return current();
    const next = sessions.length <= mostRedials ? await dial() : null;
    if (next !== null) sessions.push(next);
    return next;
  };
  return {
    call: async (path, message, limitMs): Promise<GrpcAnswer> => {
      const answer = await current().call(path, message, limitMs);
      if (!answer.isUnprocessed || performance.now() >= until) return answer;
      const session = await redialled();
      const leftMs = Math.min(limitMs, until - performance.now());
      return session === null || leftMs <= 0 ? answer : session.call(path, message, leftMs);
    },
    close: () => {
      for (const session of sessions) session.close();
    },
  };
};
