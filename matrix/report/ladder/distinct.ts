import { saidOf } from "./marks.ts";
import type { PicturedConnection } from "./picture.ts";
import { rungsOf } from "./rungs.ts";

/** A connection, its place among all, and how many more differ from it in nothing that matters. */
export type DistinctConnection = Readonly<{
  connection: PicturedConnection;
  /** From 0. */
  at: number;
  alike: number;
}>;

/** Connections that differ in more than times, the client's port and randoms, each with the number of those like it. */
export const distinctConnections = (
  connections: readonly PicturedConnection[],
): readonly DistinctConnection[] =>
  [
    ...Map.groupBy(connections.entries(), ([, connection]) => likeness(connection)).values(),
  ].flatMap(([first, ...more]) =>
    first ? [{ at: first[0], connection: first[1], alike: more.length }] : [],
  );

/** Equal for connections that look alike but for what differs in every connection. */
const likeness = (connection: PicturedConnection): string => {
  const { clientAddress, serverAddress, closedMs, firstClose, dialError, visibility } = connection;
  const rungs = rungsOf(connection.messages, connection.passages);
  return JSON.stringify([
    clientAddress.replace(/:\d+$/, ""),
    serverAddress,
    closedMs === null,
    firstClose,
    dialError,
    visibility?.replace(/[0-9a-f]{16}/, ""),
    rungs.map(({ message }) => {
      const { from, name, detail, seen } = message;
      return [from, name, detail, seen, saidOf(message, connection.marks)];
    }),
  ]);
};
