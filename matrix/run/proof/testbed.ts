/** Everything that lives as long as a run: its folder, keys, client workers, servers and the plugin registry. */
import type { Cell } from "../../domain/cell.ts";
import type { Route } from "../../domain/route.ts";
import { checkLoopback } from "../observe/loopback.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { behind, routeOf } from "../plan/behind.ts";
import type { Plan } from "../plan/plan.ts";
import { connectionOwner, type MarkedProgram } from "../supervise/connection-owner.ts";
import { openFarEnds } from "../supervise/far-ends.ts";
import { openPluginRegistry, type PluginRegistry } from "../supervise/plugin-registry.ts";
import type { AskOwner } from "./answerers.ts";
import { authorityFor } from "./authority-for.ts";
import { type ClientPool, clientPool } from "./client-pool.ts";
import { countedDeaths, type Deaths } from "./deaths.ts";
import { intermediaries, type RunningRoute } from "./intermediaries.ts";
import { openLifetime } from "./lifetime.ts";
import { openPrivateFolder } from "./private-folder.ts";
import { type ServerConfigs, serverConfigs } from "./server-configs.ts";
import { type ServerPool, serverPool } from "./server-pool.ts";
import { type Startup, type StartupOptions, startups } from "./startup.ts";

/** Of which cells everything is read and kept: those that did not pass, or all. */
export type Recorded = "failing" | "all";

export type Testbed = Readonly<{
  pki: RunPki;
  recorded: Recorded;
  registry: PluginRegistry;
  deaths: Deaths;
  /**
   * Ends the clients and servers that cells share and that this part of the run does not use, and begins those that it
   * uses.
   */
  turnTo(part: Part): Promise<void>;
  clients: Pick<ClientPool, "shared" | "own">;
  /** Standalone servers; of a cell with a route the one that stands behind the intermediary. */
  servers: Pick<ServerPool, "shared" | "own">;
  /** Says of connections whether their other ends are a program's. */
  ownersFor(program: () => MarkedProgram): AskOwner;
  /** What a process is started with that somebody else starts: a plugin's host, a measurement. */
  startup(id: string, role: "client" | "server" | "plugin"): Startup;
  /** The intermediary of a cell's route, started for this cell. @throws HarnessFault */
  intermediary(cell: Cell, upstream: Endpoint): Promise<RunningRoute>;
  serverConfig: ServerConfigs["standalone"];
  pluginConfig: ServerConfigs["plugin"];
  /** A path in the run's folder that nobody else uses; short enough for a socket. */
  path(name: string): string;
  /** Ends every process and removes the folder. */
  close(): Promise<void>;
}>;

/** What cells that run at the same time share. */
type Part = Pick<Plan, "clients" | "servers">;

export type TestbedOptions = Omit<StartupOptions, "folder"> &
  Readonly<{
    plan: Plan;
    /** What is begun while the rest is being opened: the whole plan, without it. */
    first?: Part;
    recorded: Recorded;
    /** What each route's program said its version is; absent where no cell takes one. */
    routeVersions?: ReadonlyMap<string, string | null>;
    /** Told in a sentence what happens to shared processes, and to the folder. */
    note?(sentence: string): void;
    /** Ends the opening; an open testbed is ended by closing it. */
    signal?: AbortSignal;
  }>;

/** @throws the signal's reason, if it is aborted while this is being opened; everything has been ended then. */
export const openTestbed = async (options: TestbedOptions): Promise<Testbed> => {
  const { plan, launcher, recorded, first = plan, note = () => {} } = options;
  const { routeVersions = new Map(), signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  await checkLoopback();
  const lifetime = openLifetime();
  const { isClosed, begun, close } = lifetime;
  const folder = openPrivateFolder({ launcher, note, isClosed });
  lifetime.atEnd(folder.remove);
  const registry = await openPluginRegistry(launcher, folder.socket("registry.sock"));
  lifetime.atEnd(registry.close);
  const farEnds = openFarEnds(launcher);
  lifetime.atEnd(farEnds.close);
  const ownersFor: Testbed["ownersFor"] = (program) => (socket) =>
    connectionOwner(socket, program(), farEnds);
  const deaths = countedDeaths(note);
  const { startup } = startups({ ...options, folder });
  const clients = clientPool({ startup, deaths, begun, isClosed });
  const { thirdParties } = plan.proof;
  const clientsOf = (part: Part) => part.clients.filter((id) => !thirdParties.has(id));
  const serversOf = (part: Part) => part.servers.map(({ key }) => key);
  await clients.turnTo(clientsOf(first));
  const pki = await authorityFor(folder.pki, signal).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const configs = serverConfigs(pki, folder);
  const { listener: listenerConfig } = configs;
  const servers = serverPool({
    plans: plan.servers,
    thirdParties,
    startup,
    listenerConfig,
    pki,
    deaths,
    ownersFor,
    begun,
    isClosed,
  });
  await servers.turnTo(serversOf(first));
  const { routes } = plan;
  return {
    pki,
    recorded,
    registry,
    deaths,
    ownersFor,
    turnTo: async (part) => {
      await Promise.all([clients.turnTo(clientsOf(part)), servers.turnTo(serversOf(part))]);
    },
    clients,
    servers: serversBehind(servers, routes),
    startup,
    pluginConfig: configs.plugin,
    serverConfig: configs.standalone,
    path: folder.socket,
    intermediary: intermediaries({
      routes,
      versions: routeVersions,
      launcher,
      folder,
      pki,
      lifetime,
    }),
    close,
  };
};

/** Of a cell with a route, the server that stands behind the intermediary. */
const serversBehind = (pool: ServerPool, routes: readonly Route[]): Testbed["servers"] => {
  const listened = (cell: Cell) => behind(cell, routeOf(cell, routes));
  return {
    shared: (cell) => pool.shared(listened(cell)),
    own: (cell) => pool.own(listened(cell)),
  };
};
