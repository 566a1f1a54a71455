import type { ConnectionEvidence } from "./evidence.ts";

/** The connection that a cell's result rests on: the last one that got through to the server, else the last. */
export const decisiveConnection = (
  connections: readonly ConnectionEvidence[],
): ConnectionEvidence | undefined =>
  connections.findLast(({ dialError }) => dialError === null) ?? connections.at(-1);
