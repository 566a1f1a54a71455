import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { KeyLog } from "../wire/key-log.ts";
import { readConnection } from "../wire/read-connection.ts";

/** A recorded connection as an observer hands it over; times of one clock, in milliseconds. */
export type RecordedConnection = Readonly<{
  clientAddress: string;
  serverAddress: string;
  openedAt: number;
  closedAt: number | null;
  firstClose: ConnectionEvidence["firstClose"];
  dialError: string | null;
  client: Recorded;
  server: Recorded;
}>;

type Recorded = Readonly<{ total: number; octets(): Uint8Array }>;

/** @param begun - when the cell began, of the recording's clock. */
export const connectionEvidence = (
  recorded: RecordedConnection,
  begun: number,
  secrets: KeyLog,
): ConnectionEvidence => ({
  clientAddress: recorded.clientAddress,
  serverAddress: recorded.serverAddress,
  openedMs: recorded.openedAt - begun,
  closedMs: recorded.closedAt === null ? null : recorded.closedAt - begun,
  bytes: { client: recorded.client.total, server: recorded.server.total },
  firstClose: recorded.firstClose,
  dialError: recorded.dialError,
  wire: readConnection({
    client: recorded.client.octets(),
    server: recorded.server.octets(),
    secrets,
  }),
});
