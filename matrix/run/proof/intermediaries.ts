import type { Cell } from "../../domain/cell.ts";
import type { Route } from "../../domain/route.ts";
import { KeyLogFile } from "../observe/key-log-file.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { routeOf } from "../plan/behind.ts";
import { type Intermediary, startIntermediary } from "../route/start-intermediary.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { Lifetime } from "./lifetime.ts";
import type { PrivateFolder } from "./private-folder.ts";

export type RunningRoute = Readonly<{
  route: Route;
  /** Its title and version. */
  title: string;
  intermediary: Intermediary;
  keyLog: KeyLogFile;
}>;

export type IntermediariesOptions = Readonly<{
  routes: readonly Route[];
  /** What each route's program said its version is. */
  versions: ReadonlyMap<string, string | null>;
  launcher: readonly string[];
  folder: Pick<PrivateFolder, "ofProcess">;
  pki: Pick<RunPki, "server" | "ca">;
  lifetime: Pick<Lifetime, "begun" | "isClosed">;
}>;

/** Starts the intermediary of a cell's route, for this cell. */
export const intermediaries =
  ({ routes, versions, launcher, folder, pki, lifetime }: IntermediariesOptions) =>
  /** @throws HarnessFault */
  async (cell: Cell, upstream: Endpoint): Promise<RunningRoute> => {
    const route = routeOf(cell, routes);
    if (!route) throw new Error(`${cell.id} takes a route that is not of the plan`);
    if (lifetime.isClosed()) {
      throw new HarnessFault(`route ${route.name} was not started: everything is being ended`);
    }
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
      begun: lifetime.begun,
    });
    const version = versions.get(route.name) ?? null;
    const title = version === null ? route.title : `${route.title} (${version})`;
    return { route, title, intermediary: running, keyLog: new KeyLogFile(running.keyLog) };
  };
