import { drawConnection, lineColumns } from "./draw-connection.ts";
import type { Picture, PicturedConnection } from "./picture.ts";
import { rungsOf } from "./rungs.ts";
import { wrapped } from "./wrapped.ts";

/**
 * What passed between two sides, as plain text of at most 80 columns: a ladder for each connection, about 60 lines
 * at most, and at the end what broke. A connection that differs from an earlier one in nothing but times, the
 * client's port and randoms is counted there and not drawn.
 */
export const ladder = (picture: Picture): string => {
  const { connections, broke } = picture;
  const alike = Map.groupBy(connections.entries(), ([, connection]) => likeness(connection));
  const ladders = [...alike.values()].flatMap(([first, ...more]) =>
    first
      ? [
          ...(connections.length > 1
            ? [`connection ${first[0] + 1} of ${connections.length}`]
            : []),
          ...drawConnection(picture, first[1]),
          ...(more.length > 0 ? [`${more.length} more like this`] : []),
          "",
        ]
      : [],
  );
  const lines = [
    ...(ladders.length > 0 ? ladders : ["no connection was opened", ""]),
    ...(broke ? wrapped(`✗ ${broke.sentence}`, lineColumns, "  ") : []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
};

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
    rungs.map(({ message: { from, name, detail, seen } }) => [from, name, detail, seen]),
  ]);
};
