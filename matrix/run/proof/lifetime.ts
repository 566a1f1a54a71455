import type { Ended } from "../supervise/start.ts";

type Stoppable = Readonly<{
  ended: { notify(act: () => void): void };
  stop(): Promise<Ended>;
}>;

/** What is ended with a run. */
export type Lifetime = Readonly<{
  /** Whether everything is being ended, or has been. */
  isClosed(): boolean;
  /** A process has begun; one that begins too late is ended at once. */
  begun(process: Stoppable): void;
  /** What is to be done after every process has ended; the last that is told is done first. */
  atEnd(act: () => void | Promise<void>): void;
  /** Ends everything, once. */
  close(): Promise<void>;
}>;

export const openLifetime = (): Lifetime => {
  let closed = false;
  let closing: Promise<void> | null = null;
  const processes = new Set<Stoppable>();
  const acts: (() => void | Promise<void>)[] = [];
  const end = async () => {
    closed = true;
    await Promise.all([...processes].map((process) => process.stop()));
    for (const act of acts.toReversed()) await act();
  };
  return {
    isClosed: () => closed,
    begun: (process) => {
      processes.add(process);
      // What has ended needs no stop, and a run with many starts keeps none of it.
      process.ended.notify(() => processes.delete(process));
      if (closed) void process.stop();
    },
    atEnd: (act) => void acts.push(act),
    close: () => {
      closing ??= end();
      return closing;
    },
  };
};
