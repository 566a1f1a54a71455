import { BuildEnded, BuildFailed } from "../../domain/build-fault.ts";
import type { Route } from "../../domain/route.ts";
import { asked, howNot } from "../supervise/asked.ts";
import { type BuildOptions, ensureBuilt } from "../supervise/build.ts";
import { fallbackLauncher } from "../supervise/launcher-build.ts";
import { routeEnvironment } from "./route-environment.ts";

/** Whether a route's program can be run. `version` is null where it prints none. */
export type RouteState = Readonly<
  { kind: "found"; version: string | null } | { kind: "absent"; reason: string }
>;

/** Bytecode of the programs that are installed beside the route's own. */
const written = ["__pycache__"];

/**
 * Builds what has a build and is not current, and asks each program whether it is there.
 *
 * @param progress - told each build step that runs.
 * @throws BuildEnded if the signal is aborted meanwhile: what was not asked to the end is not absent.
 */
export const prepareRoutes = async (
  routes: readonly Route[],
  progress: (text: string) => void,
  options: Partial<Pick<BuildOptions, "launcher" | "running" | "signal">> = {},
): Promise<ReadonlyMap<string, RouteState>> => {
  const states = new Map<string, RouteState>();
  const guard = { launcher: fallbackLauncher.argv, ...options, progress };
  for (const route of routes) {
    try {
      const { name, build: steps, folder, buildFolder: build } = route;
      if (steps.length > 0) await ensureBuilt({ name, steps, folder, build, written }, guard);
      const state = await checkRoute(route, options.signal);
      if (options.signal?.aborted) throw new BuildEnded("ended before anything was run");
      states.set(name, state);
    } catch (error) {
      if (!(error instanceof BuildFailed)) throw error;
      const reason = `route ${route.name} cannot be built: ${route.install}\n${error.message}`;
      states.set(route.name, { kind: "absent", reason });
    }
  }
  return states;
};

/** Asks a route's program for its version, and whatever else has to be there; what has a build must be built. */
export const checkRoute = async (route: Route, signal?: AbortSignal): Promise<RouteState> => {
  const environment = routeEnvironment(process.env);
  let version: string | null = null;
  for (const [at, argv] of route.check.entries()) {
    const answer = await asked(argv, { environment, signal });
    if (answer.kind !== "answered") {
      const reason = `route ${route.name} needs \`${argv.join(" ")}\`, which ${howNot(answer)}: ${route.install}`;
      return { kind: "absent", reason };
    }
    if (at === 0) version = /\d{1,10}(?:\.\d{1,10}){1,8}/.exec(answer.printed)?.[0] ?? null;
  }
  return { kind: "found", version };
};
