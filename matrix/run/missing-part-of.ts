import type { Cell } from "../domain/cell.ts";
import type { MissingPart } from "../domain/implementation.ts";
import type { RouteState } from "./route/prepare-routes.ts";

/** What of the plan this machine cannot run. */
export type MissingParts = Readonly<{
  /** Implementations, and why. */
  missing: ReadonlyMap<string, MissingPart>;
  /** Of the plan's routes, whether their programs are there. */
  routes: ReadonlyMap<string, RouteState>;
}>;

/** What of a cell cannot run on this machine, and why; null where all of it can. */
export const missingPartOf = (
  cell: Cell,
  { missing, routes }: MissingParts,
): Omit<MissingPart, "as"> | null => {
  const client = missing.get(cell.client);
  if (client) return client;
  const server = missing.get(cell.server);
  if (server?.as === "either") return server;
  const state = routes.get(cell.route);
  return state?.kind === "absent" ? { because: "toolchain-missing", reason: state.reason } : null;
};
