import { distinctConnections } from "./distinct.ts";
import { drawConnection, lineColumns } from "./draw-connection.ts";
import type { Picture } from "./picture.ts";
import { wrapped } from "./wrapped.ts";

/**
 * What passed between two sides, as plain text of at most 80 columns: a ladder for each connection, about 60 lines
 * at most, and at the end what broke. A connection that differs from an earlier one in nothing but times, the
 * client's port and randoms is counted there and not drawn.
 */
export const ladder = (picture: Picture): string => {
  const { connections, broke } = picture;
  const ladders = distinctConnections(connections).flatMap(({ connection, at, alike }) => [
    ...(connections.length > 1 ? [`connection ${at + 1} of ${connections.length}`] : []),
    ...drawConnection(picture, connection),
    ...(alike > 0 ? [`${alike} more like this`] : []),
    "",
  ]);
  const lines = [
    ...(ladders.length > 0 ? ladders : ["no connection was opened", ""]),
    ...(broke ? wrapped(`✗ ${broke.sentence}`, lineColumns, "  ") : []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
};
