import { Recording } from "../run/observe/recording.ts";
import type { TappedConnection } from "../run/observe/tap.ts";
import type { ConnectionNews, RecordingNews } from "./plugin-news.ts";

/** A recording of another process, which counts what is not kept. */
class ToldRecording extends Recording {
  told = 0;

  override get total(): number {
    return this.told;
  }
}

type ToldConnection = TappedConnection & { client: ToldRecording; server: ToldRecording };

/** The connections that another process has, on this process's clock. */
export const toldConnections = () => {
  const connections: ToldConnection[] = [];
  return {
    connections: connections as readonly TappedConnection[],
    take: (news: readonly ConnectionNews[]): void => {
      for (const one of news) {
        const connection = connections[one.place] ?? begin(one);
        connections[one.place] = connection;
        connection.closedAt = one.closedAt === null ? null : ours(one.closedAt);
        connection.dialError = one.dialError;
        for (const close of one.closes.slice(connection.closes.length)) {
          connection.closes.push({ ...close, at: ours(close.at) });
        }
        append(connection.client, one.client);
        append(connection.server, one.server);
      }
    },
  };
};

const ours = (epochMs: number) => epochMs - performance.timeOrigin;

const begin = ({ clientAddress, serverAddress, openedAt }: ConnectionNews): ToldConnection => ({
  clientAddress,
  serverAddress,
  openedAt: ours(openedAt),
  closedAt: null,
  closes: [],
  dialError: null,
  client: new ToldRecording(),
  server: new ToldRecording(),
});

const append = (recording: ToldRecording, { total, chunks }: RecordingNews): void => {
  for (const { at, bytes } of chunks) recording.append(bytes, ours(at));
  recording.told = total;
};
