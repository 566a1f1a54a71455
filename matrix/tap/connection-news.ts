import type { Recording } from "../run/observe/recording.ts";
import type { TappedConnection } from "../run/observe/tap.ts";
import type { ConnectionNews, RecordingNews } from "./plugin-news.ts";

/** Hands out what is new of connections since the last time; the recorded bytes go with it and are forgotten here. */
export const connectionNews = () => {
  const told = new Map<number, string>();
  let settled = 0;
  return (connections: readonly TappedConnection[]): readonly ConnectionNews[] => {
    const news: ConnectionNews[] = [];
    for (let place = settled; place < connections.length; place++) {
      const connection = connections[place];
      if (!connection) continue;
      const sign = signOf(connection);
      if (told.get(place) === sign) continue;
      told.set(place, sign);
      news.push(newsOf(connection, place));
    }
    // Nothing more comes of a connection that both sides have ended.
    while (isOver(connections[settled])) told.delete(settled++);
    return news;
  };
};

const isOver = (connection: TappedConnection | undefined): boolean =>
  connection !== undefined && (connection.dialError !== null || connection.closes.length > 1);

const signOf = ({ client, server, closes, closedAt, dialError }: TappedConnection): string =>
  [client.total, server.total, closes.length, closedAt, dialError].join();

const epoch = (at: number) => performance.timeOrigin + at;

const newsOf = (connection: TappedConnection, place: number): ConnectionNews => ({
  place,
  clientAddress: connection.clientAddress,
  serverAddress: connection.serverAddress,
  openedAt: epoch(connection.openedAt),
  closedAt: connection.closedAt === null ? null : epoch(connection.closedAt),
  closes: connection.closes.map((close) => ({ ...close, at: epoch(close.at) })),
  dialError: connection.dialError,
  client: recordingNews(connection.client),
  server: recordingNews(connection.server),
});

const recordingNews = (recording: Recording): RecordingNews => ({
  total: recording.total,
  chunks: recording.chunks.splice(0).map(({ at, bytes }) => ({ at: epoch(at), bytes })),
});
