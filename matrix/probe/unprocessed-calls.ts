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
 */
export const withUnprocessedAgain = (
  first: GrpcSession,
  dial: () => Promise<GrpcSession | null>,
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
      if (!answer.isUnprocessed) return answer;
      const session = await redialled();
      return session === null ? answer : session.call(path, message, limitMs);
    },
    close: () => {
      for (const session of sessions) session.close();
    },
  };
};
