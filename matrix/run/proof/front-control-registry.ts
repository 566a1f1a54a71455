import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import { listenerId } from "../plan/plan.ts";
import type { Path } from "./open-path.ts";
import { serverControls } from "./server-controls.ts";
import type { RunningListener } from "./server-pool.ts";
import type { Testbed } from "./testbed.ts";

/**
 * Controls of what answers a client: of the server's listener, which has them already, or of the intermediary
 * before it. Those are run once for each route, server and mode, and shared by the cells that have them.
 */
export const frontControlRegistry = ({ pki }: Testbed) => {
  const done = new Map<string, Promise<readonly Control[]>>();
  return (
    cell: Cell,
    { front, route }: Path,
    listener: Extract<RunningListener, { kind: "serving" }>,
  ): Promise<readonly Control[]> => {
    if (route === null) return Promise.resolve(listener.controls);
    const subject = `${route.route.name} before ${cell.server} ${listenerId(cell)}`;
    const running = done.get(subject) ?? serverControls(front, subject, cell.mode, pki);
    done.set(subject, running);
    return running;
  };
};
