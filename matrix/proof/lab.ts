/** Everything that lives as long as a run: its folder, keys, client workers, servers and the plugin desk. */
import type { Cell } from "../domain/cell.ts";
import type { ListenerOwner } from "../domain/evidence.ts";
import type { Implementation } from "../domain/implementation.ts";
import type { Route } from "../domain/route.ts";
import { abortOf } from "../limits/abort-of.ts";
import { Eventual } from "../limits/eventual.ts";
import { KeyLogFile } from "../observe/key-log-file.ts";
import { checkLoopback } from "../observe/loopback.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { behind, routeOf } from "../plan/behind.ts";
import type { Plan, ServerPlan } from "../plan/plan.ts";
import { type Intermediary, startIntermediary } from "../route/start-intermediary.ts";
import { listenerOwner, type MarkedProgram } from "../supervise/listener-owner.ts";
import { openPluginDesk, type PluginDesk } from "../supervise/plugin-desk.ts";
import type { Program } from "../supervise/program.ts";
import { type ListenerConfig, serverEnvironment } from "../supervise/standalone-server.ts";
import type { Ended } from "../supervise/start.ts";
import { openTcpListeners } from "../supervise/tcp-listeners.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { type ClientPool, clientPool } from "./client-pool.ts";
import { countedDeaths, type Deaths } from "./deaths.ts";
import { openPrivateFolder } from "./private-folder.ts";
import type { ProcessFolder } from "./process-folder.ts";
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
  /** Told in a sentence what happens to shared processes, and to the folder. */
  note?(sentence: string): void;
  /** Ends the opening; an open lab is ended by closing it. */
  signal?: AbortSignal;
}>;

/** Two P-256 certificates: some milliseconds, after a library that takes a tenth of a second to load. */
const pkiLimitMs = 60_000;

/** @throws the signal's reason, if it is aborted while this is being opened; everything has been ended then. */
export const openLab = async (options: LabOptions): Promise<Lab> => {
  const { plan, launcher, note = () => {}, signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  await checkLoopback();
  let closed = false;
  const isClosed = () => closed;
  const folder = openPrivateFolder({ launcher, note, isClosed });
  const path = folder.socket;
  const desk = await openPluginDesk(launcher, path("desk.sock"));
  const processes = new Set<Stoppable>();
  /** What has ended needs no stop, and a run with many starts keeps none of it. */
  const begun = (process: Stoppable) => {
    processes.add(process);
    process.ended.notify(() => processes.delete(process));
    if (closed) void process.stop();
  };
  const listeners = openTcpListeners(launcher);
  let closing: Promise<void> | null = null;
  const end = async () => {
    closed = true;
    await Promise.all([...processes].map((process) => process.stop()));
    desk.close();
    listeners.close();
    await folder.remove();
  };
  const close = () => {
    closing ??= end();
    return closing;
  };
  const shared = {
    ownerOf: (endpoint: Endpoint, program: MarkedProgram) =>
      listenerOwner(endpoint, program, listeners),
    deaths: countedDeaths(note),
    isClosed,
  };
  const { startup } = startups({ ...options, folder });
  const clients = clientPool({ ...shared, startup, begun: ({ process }) => begun(process) });
  // Begun before anybody waits for them: a fault is told to whoever does.
  for (const id of plan.clients) clients.shared(id).catch(() => {});
  // The library that makes certificates takes a tenth of a second to load: the clients start meanwhile.
  const making = import("../pki/run-pki.ts").then(({ makeRunPki }) => makeRunPki(folder.pki));
  const pki = await Eventual.first<RunPki | "aborted">(Eventual.of(making), abortOf(signal)).within(
    pkiLimitMs,
    "the run's authority",
  );
  if (pki === "aborted") {
    await close();
    throw signal.reason;
  }

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
    const own = folder.ofProcess("route");
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
    close,
  };
};

type Stoppable = Readonly<{
  ended: { notify(act: () => void): void };
  stop(): Promise<Ended>;
}>;
