import type { ConnectionEvidence } from "./evidence.ts";

/**
 * The connection that a cell's result rests on: the last one that got through to the server, else the last. One that the
 * client dialled anew, and ended with its answer before the server could say a byte, counts only where there is no other.
 */
export const decisiveConnection = (
  connections: readonly ConnectionEvidence[],
): ConnectionEvidence | undefined => {
  const reached = connections.filter(({ dialError }) => dialError === null);
  return reached.findLast((one) => !isCutShort(one)) ?? reached.at(-1) ?? connections.at(-1);
};

const isCutShort = ({ bytes, firstClose, openedMs, closedMs }: ConnectionEvidence): boolean =>
  bytes.server === 0 &&
  firstClose?.by === "client" &&
  closedMs !== null &&
  closedMs - openedMs < shortestPatienceMs;

/** A client that gives up on a silent server has waited for longer. */
const shortestPatienceMs = 500;
