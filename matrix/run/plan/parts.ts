import type { Cell } from "../../domain/cell.ts";
import { behind, routeOf } from "./behind.ts";
import { isLaunched } from "./launched.ts";
import { endsServer, type Plan, planCells, serverProcessKey } from "./plan.ts";

/** A client or server of the JVM, which takes the most of the runtimes, holds 106 MiB after its start. */
const bytesOfOne = 112 * 2 ** 20;

/** The rest is for plugins, the orchestrator, and what a process grows by. */
const shareOfFree = 2 / 3;

/** Fewer than these would have to be started over and over. */
const fewest = 16;

/** How many clients and servers that cells share may run at the same time. */
export const processesAtOnce = (freeBytes: number): number =>
  Math.max(fewest, Math.floor((freeBytes * shareOfFree) / bytesOfOne));

/**
 * Cuts a plan into parts that run one after the other, each with its own clients and servers: whole where not more than `most`
 * run at once. Otherwise clients and servers are cut into blocks, each block of clients meets every block of servers, and of
 * two parts that follow each other one of the blocks is the same, if both have cells. A server has all its listeners in each
 * of its parts.
 *
 * @param most - at least 2.
 */
export const partsOf = (plan: Plan, most: number): readonly Plan[] => {
  const { thirdParties } = plan.proof;
  // A client of others lives for its cell.
  const clients = plan.clients.filter((id) => !thirdParties.has(id));
  const servers = plan.servers.map(({ key }) => key);
  if (clients.length + servers.length <= most) return [plan];
  const half = Math.floor(most / 2);
  const clientsAtOnce = Math.min(clients.length, Math.max(half, most - servers.length));
  const serversAtOnce = most - clientsAtOnce;
  const serverOf = (cell: Cell): string | null =>
    isLaunched(cell, thirdParties) || endsServer(cell)
      ? null
      : serverProcessKey(behind(cell, routeOf(cell, plan.routes)));
  const placeOf = (cell: Cell) => {
    const server = serverOf(cell);
    return {
      clientBlock: blockOf(clients.indexOf(cell.client), clientsAtOnce),
      serverBlock: server === null ? 0 : blockOf(servers.indexOf(server), serversAtOnce),
    };
  };
  const blocks = Math.ceil(servers.length / serversAtOnce);
  // There and back, so that a block of servers stays where the block of clients changes.
  const turnOf = ({ clientBlock, serverBlock }: ReturnType<typeof placeOf>): number =>
    clientBlock * blocks + (clientBlock % 2 === 0 ? serverBlock : blocks - 1 - serverBlock);
  return [...Map.groupBy(plan.cells, (cell) => turnOf(placeOf(cell)))]
    .toSorted(([one], [other]) => one - other)
    .map(([, cells]) => {
      const part = planCells(plan.preset, plan.proof, cells, plan.routes);
      const keys = new Set(part.servers.map(({ key }) => key));
      return { ...part, servers: plan.servers.filter(({ key }) => keys.has(key)) };
    });
};

/** One that is not among them, which no process of theirs serves, is at the first. */
const blockOf = (index: number, size: number): number => Math.max(0, Math.floor(index / size));
