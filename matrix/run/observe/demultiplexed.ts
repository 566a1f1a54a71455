import { yamuxStreams } from "../../wire/yamux.ts";
import { Recording } from "./recording.ts";
import type { TappedConnection } from "./tap.ts";

/** The connections that a client made in one of yamux, each as if it had gone over a tap; any other connection itself. */
export const demultiplexed = (connection: TappedConnection): readonly TappedConnection[] => {
  const [client, server] = [connection.client, connection.server].map((recording) =>
    yamuxStreams(recording.bytes()),
  );
  if (!client || !server) return [connection];
  // The server's are calls back of the broker.
  const own = [...client.keys()].filter((stream) => stream % 2 === 1);
  return own.map((stream) => ({
    ...connection,
    client: recordingOf(connection, client.get(stream)),
    server: recordingOf(connection, server.get(stream)),
  }));
};

const recordingOf = (
  { openedAt, client, server }: TappedConnection,
  bytes: Uint8Array = new Uint8Array(),
): Recording => {
  // Of what was not recorded whole, no part is.
  const recording = new Recording(client.isWhole && server.isWhole ? bytes.length : 0);
  recording.append(bytes, openedAt);
  return recording;
};
