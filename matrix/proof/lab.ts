/** Everything that lives as long as a run: its folder, keys, client workers, servers and the plugin desk. */
import { rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Cell } from "../domain/cell.ts";
import type { ListenerOwner } from "../domain/evidence.ts";
import type { Implementation } from "../domain/implementation.ts";
import type { Route } from "../domain/route.ts";
import { KeyLogFile } from "../observe/key-log-file.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { behind, routeOf } from "../plan/behind.ts";
import type { Plan, ServerPlan } from "../plan/plan.ts";
import { type Intermediary, startIntermediary } from "../route/start-intermediary.ts";
import { startJanitor } from "../supervise/janitor.ts";
import { listenerOwner, type MarkedProgram } from "../supervise/listener-owner.ts";
import { runLimits, runMark } from "../supervise/marks.ts";
import { openPluginDesk, type PluginDesk } from "../supervise/plugin-desk.ts";
import type { Program } from "../supervise/program.ts";
import { type ListenerConfig, serverEnvironment } from "../supervise/standalone-server.ts";
import type { Ended } from "../supervise/start.ts";
import { openTcpListeners } from "../supervise/tcp-listeners.ts";
import { temporaryRoot } from "../supervise/temporary-root.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { type ClientPool, clientPool } from "./client-pool.ts";
import { countedDeaths, type Deaths } from "./deaths.ts";
import { makeProcessFolder, type ProcessFolder } from "./process-folder.ts";
import { type ServerPool, serverPool } from "./server-pool.ts";
import { type Startup, startups } from "./startup.ts";

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
  deaths: Deaths;
  clients: ClientPool;
  /** Standalone servers; of a cell with a route the one that stands behind the intermediary. */
  servers: Pick<ServerPool, "shared" | "own">;
  /** Who listens at an address that a program announced. */
  ownerOf(endpoint: Endpoint, program: MarkedProgram): Promise<ListenerOwner>;
  /** What a process is started with that somebody else starts: a plugin's host, a measurement. */
  startup(id: string, role: "client" | "server" | "plugin"): Startup;
  /** The intermediary of a cell's route, started for this cell. @throws HarnessFault */
  intermediary(cell: Cell, upstream: Endpoint): Promise<RunningRoute>;
  /** The environment with which a standalone server of the plan is started. */
  serverConfig(
    server: ServerPlan,
    folder: ProcessFolder,
  ): Promise<Readonly<Record<string, string>>>;
  /** KV_SERVER_CONFIG of a cell's plugin. */
  pluginConfig(cell: Cell, folder: ProcessFolder): Promise<string>;
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
  /** What runs of each implementation; a program that is no longer that is not started. */
  programs?: ReadonlyMap<string, Program>;
  /** What each route's program said its version is; absent where no cell takes one. */
  routeVersions?: ReadonlyMap<string, string | null>;
  /** Told in a sentence what happens to shared processes. */
  note?(sentence: string): void;
}>;

/** The janitor ends what is left, which takes the launcher's time at most; mostly nothing is. */
const cleaningLimitMs = 5000;

export const openLab = async (options: LabOptions): Promise<Lab> => {
  const { plan, launcher } = options;
  // mkdtemp makes it with mode 0700 (POSIX).
  const folder = await mkdtemp(join(temporaryRoot(), "hm-"));
  const janitor = startJanitor(launcher, folder, { runMark, limitMark: runLimits });
  await mkdir(join(folder, "pki"));
  await mkdir(join(folder, "sockets"));
  let paths = 0;
  const path = (name: string) => join(folder, "sockets", `${++paths}-${name}`);
  const desk = await openPluginDesk(launcher, path("desk.sock"));
  const processes = new Set<Stoppable>();
  let closed = false;
  /** What has ended needs no stop, and a run with many starts keeps none of it. */
  const begun = (process: Stoppable) => {
    processes.add(process);
    process.ended.notify(() => processes.delete(process));
    if (closed) void process.stop();
  };
  const listeners = openTcpListeners(launcher);
  const shared = {
    ownerOf: (endpoint: Endpoint, program: MarkedProgram) =>
      listenerOwner(endpoint, program, listeners),
    deaths: countedDeaths(options.note ?? (() => {})),
    isClosed: () => closed,
  };
  const { startup } = startups({ ...options, folder });
  const clients = clientPool({ ...shared, startup, begun: ({ process }) => begun(process) });
  // Begun before anybody waits for them: a fault is told to whoever does.
  for (const id of plan.clients) clients.shared(id).catch(() => {});
  // The library that makes certificates takes a tenth of a second to load: the clients start meanwhile.
  const { makeRunPki } = await import("../pki/run-pki.ts");
  const pki: RunPki = await makeRunPki(join(folder, "pki"));

  const listenerConfig = async (
    server: ServerPlan,
    { id, mode, serverKey, serverCertificate }: ServerPlan["listeners"][number],
    own: ProcessFolder,
  ): Promise<ListenerConfig> => {
    const credential = serverKey === null ? null : await pki.server(serverKey, serverCertificate);
    return {
      id,
      mode,
      network: server.transport,
      address: server.transport === "unix" ? path("kv.sock") : "127.0.0.1:0",
      ...(credential && {
        certificate: own.copyOf(credential.certificate),
        key: own.copyOf(credential.key),
      }),
      ...(mode === "mtls" && { clientCa: own.copyOf(pki.ca) }),
      ...(credential && server.tlsVersion !== null && { tlsVersion: server.tlsVersion }),
      ...(credential && server.group !== null && { group: server.group }),
    };
  };

  const pool = serverPool({ ...shared, startup, listenerConfig, pki, begun });
  pool.begin(plan.servers);
  const listened = (cell: Cell) => behind(cell, routeOf(cell, plan.routes));

  const intermediary = async (cell: Cell, upstream: Endpoint): Promise<RunningRoute> => {
    const route = routeOf(cell, plan.routes);
    if (!route) throw new Error(`${cell.id} takes a route that is not of the plan`);
    if (closed)
      throw new HarnessFault(`route ${route.name} was not started: everything is being ended`);
    const own = makeProcessFolder(path("route"));
    const credential = await pki.server(cell.serverKey ?? "p256", cell.serverCertificate);
    const running = await startIntermediary(route, {
      launcher,
      folder: own.path,
      upstream,
      mode: cell.mode,
      credential: {
        certificate: own.copyOf(credential.certificate),
        key: own.copyOf(credential.key),
      },
      ca: own.copyOf(pki.ca),
      serverName,
      begun,
    });
    const version = options.routeVersions?.get(route.name) ?? null;
    const title = version === null ? route.title : `${route.title} (${version})`;
    return { route, title, intermediary: running, keyLog: new KeyLogFile(running.keyLog) };
  };

  const pluginConfig = async (cell: Cell, own: ProcessFolder): Promise<string> => {
    if (cell.serverKey === null) throw new Error(`${cell.id} has no server key`);
    const listener: ListenerConfig = {
      id: cell.mode,
      mode: cell.mode,
      network: cell.transport,
      address: cell.transport === "unix" ? path("kv.sock") : "127.0.0.1:0",
      keyType: cell.serverKey,
      key: own.copyOf((await pki.server(cell.serverKey)).key),
      ...(cell.tlsVersion !== null && { tlsVersion: cell.tlsVersion }),
      ...(cell.group !== null && { group: cell.group }),
    };
    return JSON.stringify({ endOnStdinEof: false, listeners: [listener] });
  };

  let closing: Promise<void> | null = null;
  const close = async () => {
    closed = true;
    await Promise.all([...processes].map((process) => process.stop()));
    desk.close();
    listeners.close();
    // What dying processes still write there is the janitor's.
    removed(folder);
    await janitor.dismiss(cleaningLimitMs);
  };

  return {
    pki,
    recorded: options.recorded,
    desk,
    deaths: shared.deaths,
    ownerOf: shared.ownerOf,
    clients,
    servers: {
      shared: (cell) => pool.shared(listened(cell)),
      own: (cell) => pool.own(listened(cell)),
    },
    startup,
    pluginConfig,
    serverConfig: async (server, own) => {
      const listeners = server.listeners.map((one) => listenerConfig(server, one, own));
      return serverEnvironment(await Promise.all(listeners));
    },
    path,
    intermediary,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};

type Stoppable = Readonly<{
  ended: { notify(act: () => void): void };
  stop(): Promise<Ended>;
}>;

/** Synchronous, which takes a fifth of the time. What cannot be removed is the janitor's. */
const removed = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody still writes there.
  }
};
