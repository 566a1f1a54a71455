import type { Description } from "../../domain/prove.ts";
import { forLater } from "../../limits/for-later.ts";
import type { Supervised } from "../supervise/start.ts";
import { HarnessFault, startWorker, type Worker } from "../supervise/worker.ts";
import type { Deaths } from "./deaths.ts";
import type { ProcessFolder } from "./process-folder.ts";
import type { Startup } from "./startup.ts";

export type RunningClient = Readonly<{
  worker: Worker;
  description: Description;
  folder: ProcessFolder;
}>;

export type ClientPool = Readonly<{
  /** Ends those that are shared and not among these, and begins these, before anybody asks for them. */
  turnTo(ids: readonly string[]): Promise<void>;
  /** The client that cells share, started if none runs. @throws HarnessFault */
  shared(id: string): Promise<RunningClient>;
  /** One for a single cell; whoever asked for it ends it. @throws HarnessFault */
  own(id: string): Promise<RunningClient>;
}>;

/** One that does not get as far as to describe itself is not tried more often. */
const mostStarts = 2;

export type ClientPoolOptions = Readonly<{
  startup(id: string, role: "client"): Startup;
  deaths: Deaths;
  /** Told each process as soon as it is begun. */
  begun(process: Supervised): void;
  isClosed(): boolean;
}>;

export const clientPool = ({ startup, deaths, begun, isClosed }: ClientPoolOptions): ClientPool => {
  const failures = new Map<string, { count: number; fault: unknown }>();
  const own = async (id: string): Promise<RunningClient> => {
    const failed = failures.get(id);
    if (failed && failed.count >= mostStarts) throw failed.fault;
    if (isClosed())
      throw new HarnessFault(`client ${id} was not started: everything is being ended`);
    const { folder, ...options } = startup(id, "client");
    const worker = startWorker(id, options);
    begun(worker.process);
    try {
      const description = await worker.describe();
      failures.delete(id);
      return { worker, description, folder };
    } catch (fault) {
      failures.set(id, { count: (failed?.count ?? 0) + 1, fault });
      await worker.process.stop();
      throw fault;
    }
  };
  const running = new Map<string, Promise<RunningClient>>();
  const shared = (id: string): Promise<RunningClient> => {
    const known = running.get(id);
    if (known) return known;
    const starting = own(id);
    running.set(id, starting);
    // One that was ended because its cells are over is shared no more.
    const isShared = () => running.get(id) === starting;
    const forget = () => {
      if (isShared()) running.delete(id);
    };
    // A client that dies takes the cells along that it was in; for the others there is another.
    starting.then(
      ({ worker }) =>
        worker.dead.notify((fault) => {
          if (isShared() && !isClosed()) deaths.record(`client ${id}`, fault.message);
          forget();
        }),
      forget,
    );
    return starting;
  };
  const end = async (id: string, starting: Promise<RunningClient>): Promise<void> => {
    running.delete(id);
    const client = await starting.catch(() => null);
    await client?.worker.process.stop();
  };
  return {
    own,
    shared,
    turnTo: async (ids) => {
      const others = [...running].filter(([id]) => !ids.includes(id));
      await Promise.all(others.map(([id, starting]) => end(id, starting)));
      for (const id of ids) void forLater(shared(id));
    },
  };
};
