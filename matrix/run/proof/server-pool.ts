import { availableParallelism } from "node:os";
import type { Cell, Mode } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { ThirdParties, ThirdParty } from "../../domain/third-party.ts";
import { forLater } from "../../limits/for-later.ts";
import type { KeyLogFile } from "../observe/key-log-file.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { listenerId, type ServerPlan, serverPlans, serverProcessKey } from "../plan/plan.ts";
import type { MarkedProgram } from "../supervise/connection-owner.ts";
import { startGrpcServer } from "../supervise/grpc-server.ts";
import { slots } from "../supervise/slots.ts";
import {
  type ListenerConfig,
  type StandaloneServer,
  startStandaloneServer,
} from "../supervise/standalone-server.ts";
import type { Ended, Supervised } from "../supervise/start.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { AskOwner } from "./answerers.ts";
import type { Deaths } from "./deaths.ts";
import type { ProcessFolder } from "./process-folder.ts";
import { serverControls } from "./server-controls.ts";
import { startLimitMs } from "./start-limit.ts";
import type { Startup } from "./startup.ts";

/**
 * Servers that start at once, for each processor. A start computes: with several for each processor a run of a hundred servers
 * left a plugin that started beside them more than the ten seconds that its host waits.
 */
const startsAtOnce = 1;

/** One listener of a standalone server, and what the controls of it showed. */
export type RunningListener = Readonly<
  | {
      kind: "serving";
      endpoint: Endpoint;
      mode: Mode;
      process: Supervised;
      keyLog: KeyLogFile;
      controls: readonly Control[];
      /** Who has the other end of a connection to the endpoint. */
      ownerOf: AskOwner;
    }
  | Extract<StandaloneServer, { kind: "unsupported" | "broken" }>
>;

export type ServerPool = Readonly<{
  /** Ends those that are shared and not among these keys, and begins these, before anybody asks for them. */
  turnTo(keys: readonly string[]): Promise<void>;
  /** The listener that cells share, its server started if none runs. @throws HarnessFault */
  shared(cell: Cell): Promise<RunningListener>;
  /** One of a server for a single cell; whoever asked for it ends its process. @throws HarnessFault */
  own(cell: Cell): Promise<RunningListener>;
}>;

export type ServerPoolOptions = Readonly<{
  /** Of the whole run. */
  plans: readonly ServerPlan[];
  thirdParties: ThirdParties;
  startup(id: string, role: "server"): Startup;
  listenerConfig(
    server: ServerPlan,
    listener: ServerPlan["listeners"][number],
    folder: ProcessFolder,
  ): Promise<ListenerConfig>;
  pki: Pick<RunPki, "untrustedClient" | "untrustedHost">;
  deaths: Deaths;
  ownersFor(program: () => MarkedProgram): AskOwner;
  /** Told each process as soon as it is begun. */
  begun(process: Supervised): void;
  isClosed(): boolean;
}>;

type Listeners = ReadonlyMap<string, Promise<RunningListener>>;

export const serverPool = (options: ServerPoolOptions): ServerPool => {
  const { thirdParties, startup, listenerConfig, pki, deaths, ownersFor, begun, isClosed } =
    options;
  const plans = new Map(options.plans.map((plan) => [plan.key, plan]));
  const startSlot = slots(startsAtOnce * availableParallelism());

  const startServer = async (server: ServerPlan) => {
    const { implementation: id, listeners } = server;
    // Its limit counts from its own start, not from the end of a queue for the processors.
    return startSlot(async () => {
      if (isClosed()) {
        throw new HarnessFault(`server ${id} was not started: everything is being ended`);
      }
      const { folder, thirdParty, ...started } = startup(id, "server");
      const configs = await Promise.all(
        listeners.map((listener) => listenerConfig(server, listener, folder)),
      );
      const running =
        thirdParty?.kind === "grpc"
          ? await startOthers(thirdParty, configs, { ...started, temporary: folder.path }, begun)
          : await startStandaloneServer(configs, startLimitMs, started, begun);
      return { running, keyLog: folder.keyLog };
    });
  };

  const eachAlone = (server: ServerPlan, ended: (end: Ended) => void): Listeners =>
    new Map(
      server.listeners.map((listener) => {
        const starting = startListeners({ ...server, listeners: [listener] }, ended);
        return [listener.id, forLater(starting.then((listeners) => only(listeners)))];
      }),
    );

  /** @param ended - told when a server that served has ended. */
  const startListeners = async (
    server: ServerPlan,
    ended: (end: Ended) => void,
  ): Promise<Listeners> => {
    const { listeners } = server;
    // What is told its one listener on its command line has a process for each.
    if (listeners.length > 1 && thirdParties.has(server.implementation)) {
      return eachAlone(server, ended);
    }
    const { running, keyLog } = await startServer(server);
    if (running.kind !== "serving") {
      // One listener that the stack cannot open must not cost the cells of the others.
      return listeners.length === 1
        ? new Map(listeners.map(({ id }) => [id, Promise.resolve(running)]))
        : eachAlone(server, ended);
    }
    const { process, endpoints } = running;
    process.ended.notify(ended);
    const ownerOf = ownersFor(process.program);
    return new Map(
      listeners.map(({ id, mode }): [string, Promise<RunningListener>] => {
        const endpoint = endpoints.get(id);
        if (!endpoint) throw new Error(`no endpoint of listener ${id}`);
        const subject = `${server.implementation} ${id}`;
        const controlled = async (): Promise<RunningListener> => {
          const controls = await serverControls({ endpoint, ownerOf }, subject, mode, pki);
          return { kind: "serving", endpoint, mode, process, keyLog, controls, ownerOf };
        };
        return [id, forLater(controlled())];
      }),
    );
  };

  const running = new Map<string, Promise<Listeners>>();
  const start = (key: string, server: ServerPlan): Promise<Listeners> => {
    const ended = (end: Ended) => {
      // One that was ended because its cells are over is shared no more.
      if (running.get(key) !== starting) return;
      running.delete(key);
      if (!isClosed()) deaths.record(nameOf(server), `${nameOf(server)} ended (${howEnded(end)})`);
    };
    const starting = forLater(startListeners(server, ended));
    running.set(key, starting);
    return starting;
  };

  const planOf = (cell: Cell): ServerPlan => {
    const [server] = serverPlans([cell]);
    if (!server) throw new Error(`${cell.id} has no standalone server`);
    return server;
  };
  const listenerOf = async (listeners: Listeners, cell: Cell): Promise<RunningListener> => {
    const listener = await listeners.get(listenerId(cell));
    if (!listener) throw new Error(`no server has the listener of ${cell.id}`);
    return listener;
  };
  const end = async (key: string, starting: Promise<Listeners>): Promise<void> => {
    running.delete(key);
    const listeners = await starting.catch(() => new Map<string, Promise<RunningListener>>());
    const each = await Promise.allSettled(listeners.values());
    const processes = each.flatMap((one) =>
      one.status === "fulfilled" && one.value.kind === "serving" ? [one.value.process] : [],
    );
    await Promise.all(processes.map((process) => process.stop()));
  };

  return {
    turnTo: async (keys) => {
      const others = [...running].filter(([key]) => !keys.includes(key));
      await Promise.all(others.map(([key, starting]) => end(key, starting)));
      for (const key of keys) {
        const plan = plans.get(key);
        if (plan && !running.has(key)) void start(key, plan);
      }
    },
    shared: async (cell) => {
      const id = listenerId(cell);
      const key = serverProcessKey(cell);
      const plan = plans.get(key);
      if (plan?.listeners.some((listener) => listener.id === id)) {
        return listenerOf(await (running.get(key) ?? start(key, plan)), cell);
      }
      // A cell beyond the plan has a server beside those.
      const further = `${key} ${id}`;
      return listenerOf(await (running.get(further) ?? start(further, planOf(cell))), cell);
    },
    own: async (cell) => listenerOf(await startListeners(planOf(cell), () => {}), cell),
  };
};

const only = (listeners: Listeners): Promise<RunningListener> => {
  const [listener] = listeners.values();
  if (!listener) throw new Error("a server was started without a listener");
  return listener;
};

/** @param configs - one, of a mode that it has. */
const startOthers = (
  { server }: Extract<ThirdParty, { kind: "grpc" }>,
  [config]: readonly ListenerConfig[],
  options: Omit<Startup, "folder" | "protocolVersion" | "thirdParty"> &
    Readonly<{ temporary: string }>,
  begun: (process: Supervised) => void,
): Promise<StandaloneServer> => {
  const further = config && server?.modes[config.mode as keyof typeof server.modes];
  if (!config || !further) throw new Error(`no server of others has mode ${config?.mode}`);
  const argv = [...options.argv, ...further];
  return startGrpcServer(config, startLimitMs, { ...options, argv }, begun);
};

const nameOf = ({ implementation }: ServerPlan) => `server ${implementation}`;

const howEnded = (end: Ended): string =>
  end.kind === "not-started"
    ? end.error
    : (end.reason ?? end.exit.signal ?? `exit code ${end.exit.code}`);
