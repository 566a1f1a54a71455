/** Everything that lives as long as a run: its folder, keys, client workers, servers and the plugin desk. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Cell } from "../domain/cell.ts";
import type { Control } from "../domain/evidence.ts";
import type { Implementation } from "../domain/implementation.ts";
import type { Description } from "../domain/prove.ts";
import type { Route } from "../domain/route.ts";
import { KeyLogFile } from "../observe/key-log-file.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { behind, routeOf } from "../plan/behind.ts";
import {
  listenerId,
  type Plan,
  type ServerPlan,
  serverPlans,
  serverProcessKey,
} from "../plan/plan.ts";
import { type Intermediary, startIntermediary } from "../route/start-intermediary.ts";
import { startJanitor } from "../supervise/janitor.ts";
import { openPluginDesk, type PluginDesk } from "../supervise/plugin-desk.ts";
import { slots } from "../supervise/slots.ts";
import {
  type ListenerConfig,
  type StandaloneServer,
  serverEnvironment,
  startStandaloneServer,
} from "../supervise/standalone-server.ts";
import { HarnessFault, startWorker, type Worker } from "../supervise/worker.ts";
import { serverControls } from "./server-controls.ts";

/** How long a server may take to announce itself. Slowest seen: 1.2 s (JVM, nine listeners). */
export const startLimitMs = 10_000;

/** A client that has died so often is left dead. */
const mostCrashes = 5;

/** Servers that start at once, for each processor: a start is mostly waiting for files, and then for the processor. */
const startsAtOnce = 4;

export type RunningClient = Readonly<{
  worker: Worker;
  description: Description;
  keyLog: KeyLogFile;
}>;

/** One listener of a standalone server, and what the controls of it showed. */
export type RunningListener = Readonly<
  | {
      kind: "serving";
      endpoint: Endpoint;
      process: Extract<StandaloneServer, { kind: "serving" }>["process"];
      keyLog: KeyLogFile;
      controls: readonly Control[];
    }
  | Extract<StandaloneServer, { kind: "unsupported" | "broken" }>
>;

export type RunningRoute = Readonly<{
  route: Route;
  /** Its title and version. */
  title: string;
  intermediary: Intermediary;
  keyLog: KeyLogFile;
}>;

/** Of which cells everything is read and kept: those that did not pass, or all. */
export type Recorded = "failing" | "all";

export type Lab = Readonly<{
  pki: RunPki;
  recorded: Recorded;
  desk: PluginDesk;
  implementation(id: string): Implementation;
  /** The worker of an implementation, started if it does not run yet. @throws HarnessFault */
  client(id: string): Promise<RunningClient>;
  /** The server's, which of a cell with a route stands behind the intermediary. */
  listener(cell: Cell): Promise<RunningListener>;
  /** The intermediary of a cell's route, started for this cell. @throws HarnessFault */
  intermediary(cell: Cell, upstream: Endpoint): Promise<RunningRoute>;
  /** The environment with which a standalone server of the plan is started. */
  serverConfig(server: ServerPlan): Promise<Readonly<Record<string, string>>>;
  /** KV_SERVER_CONFIG of a cell's plugin. */
  pluginConfig(cell: Cell): Promise<string>;
  /** A path in the run's folder that nobody else uses; short enough for a socket. */
  path(name: string): string;
  /** Ends every process and removes the folder. */
  close(): Promise<void>;
}>;

export type LabOptions = Readonly<{
  plan: Plan;
  implementations: readonly Implementation[];
  launcher: readonly string[];
  /** Whether the libraries' own debug output is on. */
  debug: boolean;
  recorded: Recorded;
  /** What each route's program said its version is; absent where no cell takes one. */
  routeVersions?: ReadonlyMap<string, string | null>;
}>;

export const openLab = async (options: LabOptions): Promise<Lab> => {
  const { plan, implementations, launcher } = options;
  // mkdtemp makes it with mode 0700 (POSIX).
  const folder = await mkdtemp(join(tmpdir(), "hm-"));
  const janitor = startJanitor(launcher, folder);
  await mkdir(join(folder, "keys"));
  let paths = 0;
  const path = (name: string) => join(folder, `${++paths}-${name}`);
  const desk = await openPluginDesk(launcher, path("desk.sock"));
  const stops: (() => Promise<unknown>)[] = [];
  let closed = false;

  const implementation = (id: string) => {
    const found = implementations.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`no implementation ${id}`);
    return found;
  };
  const startup = (id: string, argv: readonly string[], role: string) => {
    const keyLog = new KeyLogFile(join(folder, "keys", `${++paths}-${role}.txt`));
    const { debug } = implementation(id);
    return {
      keyLog,
      options: {
        launcher,
        argv: argv.map((word) => word.replaceAll("{keyLog}", keyLog.path)),
        environment: {
          ...(options.debug ? debug : {}),
          SSLKEYLOGFILE: keyLog.path,
          // go-plugin puts sockets into temporary folders, which outlive a process that is killed.
          TMPDIR: folder,
        },
      },
    };
  };

  const startClient = async (id: string): Promise<RunningClient> => {
    const { keyLog, options: started } = startup(id, implementation(id).client, "client");
    const worker = startWorker(id, started);
    stops.push(() => worker.process.stop());
    return { worker, description: await worker.describe(), keyLog };
  };

  const clients = new Map<string, Promise<RunningClient>>();
  const crashes = new Map<string, number>();
  const client = (id: string) => {
    const running = clients.get(id);
    if (running) return running;
    const starting = startClient(id);
    clients.set(id, starting);
    // A client that dies takes the cells along that it was in; for the others there is another.
    const replace = async () => {
      await (await starting).worker.dead;
      crashes.set(id, (crashes.get(id) ?? 0) + 1);
      if ((crashes.get(id) ?? 0) < mostCrashes) clients.delete(id);
    };
    replace().catch(() => {});
    return starting;
  };
  // Begun before anybody waits for them: a fault is told to whoever does.
  for (const id of plan.clients) client(id).catch(() => {});
  // The library that makes certificates takes a tenth of a second to load: the clients start meanwhile.
  const { makeRunPki } = await import("../pki/run-pki.ts");
  const pki: RunPki = await makeRunPki(folder);

  const listenerConfig = async (
    server: ServerPlan,
    { id, mode, serverKey, serverCertificate }: ServerPlan["listeners"][number],
  ): Promise<ListenerConfig> => {
    const credential = serverKey === null ? null : await pki.server(serverKey, serverCertificate);
    return {
      id,
      mode,
      network: server.transport,
      address: server.transport === "unix" ? path("kv.sock") : "127.0.0.1:0",
      ...(credential && { certificate: credential.certificate, key: credential.key }),
      ...(mode === "mtls" && { clientCa: pki.ca }),
      ...(credential && server.tlsVersion !== null && { tlsVersion: server.tlsVersion }),
      ...(credential && server.group !== null && { group: server.group }),
    };
  };

  const startSlot = slots(startsAtOnce * availableParallelism());
  const startServer = async (server: ServerPlan) => {
    const configs = await Promise.all(
      server.listeners.map((listener) => listenerConfig(server, listener)),
    );
    const { implementation: id } = server;
    const { keyLog, options: started } = startup(id, implementation(id).server, "server");
    // Its limit counts from its own start, not from the end of a queue for the processors.
    const running = await startSlot(async () => {
      if (closed) throw new HarnessFault(`server ${id} was not started: everything is being ended`);
      return startStandaloneServer(configs, startLimitMs, started, (process) => {
        stops.push(() => process.stop());
      });
    });
    return { running, keyLog };
  };

  const startListeners = async (
    server: ServerPlan,
  ): Promise<ReadonlyMap<string, Promise<RunningListener>>> => {
    const { running, keyLog } = await startServer(server);
    const { listeners } = server;
    if (running.kind !== "serving") {
      // One listener that the stack cannot open must not cost the cells of the others.
      if (listeners.length === 1) {
        return new Map(listeners.map(({ id }) => [id, Promise.resolve(running)]));
      }
      const alone = listeners.map(async (listener) => {
        const map = await startListeners({ ...server, listeners: [listener] });
        return map.get(listener.id) ?? running;
      });
      // A fault is told to whoever waits for the listener.
      for (const one of alone) one.catch(() => {});
      return new Map(listeners.map(({ id }, at) => [id, alone[at] ?? Promise.resolve(running)]));
    }
    const { process, endpoints } = running;
    return new Map(
      listeners.map(({ id, mode }): [string, Promise<RunningListener>] => {
        const endpoint = endpoints.get(id);
        if (!endpoint) throw new Error(`no endpoint of listener ${id}`);
        const controls = serverControls(endpoint, `${server.implementation} ${id}`, mode, pki);
        return [
          id,
          controls.then((done) => ({ kind: "serving", endpoint, process, keyLog, controls: done })),
        ];
      }),
    );
  };

  const servers = plan.servers.map((server) => {
    const starting = startListeners(server);
    starting.catch(() => {});
    return { key: serverProcessKey({ ...server, server: server.implementation }), starting };
  });

  /** A server of its own for a cell beyond the plan. */
  const further = new Map<string, ReturnType<typeof startListeners>>();
  const startFurther = (cell: Cell) => {
    const [server] = serverPlans([cell]);
    if (!server) throw new Error(`${cell.id} has no standalone server`);
    const key = `${serverProcessKey(cell)} ${listenerId(cell)}`;
    const starting = further.get(key) ?? startListeners(server);
    further.set(key, starting);
    return starting;
  };

  const intermediary = async (cell: Cell, upstream: Endpoint): Promise<RunningRoute> => {
    const route = routeOf(cell, plan.routes);
    if (!route) throw new Error(`${cell.id} takes a route that is not of the plan`);
    if (closed)
      throw new HarnessFault(`route ${route.name} was not started: everything is being ended`);
    const running = await startIntermediary(route, {
      launcher,
      folder: path("route"),
      upstream,
      mode: cell.mode,
      credential: await pki.server(cell.serverKey ?? "p256", cell.serverCertificate),
      ca: pki.ca,
      serverName,
      begun: (process) => {
        stops.push(() => process.stop());
      },
    });
    const version = options.routeVersions?.get(route.name) ?? null;
    const title = version === null ? route.title : `${route.title} (${version})`;
    return { route, title, intermediary: running, keyLog: new KeyLogFile(running.keyLog) };
  };

  const pluginConfig = async (cell: Cell): Promise<string> => {
    if (cell.serverKey === null) throw new Error(`${cell.id} has no server key`);
    const listener: ListenerConfig = {
      id: cell.mode,
      mode: cell.mode,
      network: cell.transport,
      address: cell.transport === "unix" ? path("kv.sock") : "127.0.0.1:0",
      keyType: cell.serverKey,
      key: (await pki.server(cell.serverKey)).key,
      ...(cell.tlsVersion !== null && { tlsVersion: cell.tlsVersion }),
      ...(cell.group !== null && { group: cell.group }),
    };
    return JSON.stringify({ endOnStdinEof: false, listeners: [listener] });
  };

  return {
    pki,
    recorded: options.recorded,
    desk,
    pluginConfig,
    serverConfig: async (server) => {
      const listeners = server.listeners.map((listener) => listenerConfig(server, listener));
      return serverEnvironment(await Promise.all(listeners));
    },
    implementation,
    path,
    client,
    intermediary,
    listener: async (asked) => {
      const cell = behind(asked, routeOf(asked, plan.routes));
      const id = listenerId(cell);
      const key = serverProcessKey(cell);
      const planned = await servers.find((server) => server.key === key)?.starting;
      const listener = planned?.get(id) ?? (await startFurther(cell)).get(id);
      if (!listener) throw new Error(`no server has the listener of ${cell.id}`);
      return listener;
    },
    close: async () => {
      closed = true;
      await Promise.all(stops.map((stop) => stop()));
      desk.close();
      await rm(folder, { recursive: true, force: true });
      janitor.dismiss();
    },
  };
};
