import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import type { Passage } from "../../domain/wire-message.ts";
import type { Disclosure } from "../../wire/disclosure.ts";
import type { KeyLog } from "../../wire/key-log.ts";
import { type Depth, readConnection } from "../../wire/read-connection.ts";

/** A recorded connection as an observer hands it over; times of one clock, in milliseconds. */
export type RecordedConnection = Readonly<{
  clientAddress: string;
  serverAddress: string;
  openedAt: number;
  closedAt: number | null;
  closes: readonly Readonly<{ by: "client" | "server"; how: "fin" | "rst"; at: number }>[];
  dialError: string | null;
  client: Recorded;
  server: Recorded;
}>;

type Recorded = Readonly<{
  total: number;
  chunks: readonly Readonly<{ at: number; bytes: Uint8Array }>[];
  bytes(): Uint8Array;
}>;

/** @param begun - when the cell began, of the recording's clock. */
export const connectionEvidence = (
  recorded: RecordedConnection,
  begun: number,
  secrets: KeyLog,
  depth: Depth,
  {
    tlsRead,
    disclosure,
  }: Readonly<{ tlsRead?: TlsFacts | undefined; disclosure?: Disclosure }> = {},
): ConnectionEvidence => ({
  clientAddress: recorded.clientAddress,
  serverAddress: recorded.serverAddress,
  openedMs: recorded.openedAt - begun,
  closedMs: recorded.closedAt === null ? null : recorded.closedAt - begun,
  bytes: { client: recorded.client.total, server: recorded.server.total },
  firstClose: firstCloseOf(recorded),
  dialError: recorded.dialError,
  passages: depth === "everything" ? passages(recorded, begun) : [],
  wire: readConnection(
    { client: recorded.client.bytes(), server: recorded.server.bytes(), secrets, tlsRead },
    depth,
    disclosure,
  ),
});

const firstCloseOf = ({ closes }: RecordedConnection): ConnectionEvidence["firstClose"] => {
  const [first] = closes;
  return first ? { by: first.by, how: first.how } : null;
};

const passages = (recorded: RecordedConnection, begun: number): readonly Passage[] =>
  (["client", "server"] as const).flatMap((from) => {
    let endsAt = 0;
    return recorded[from].chunks.map(({ at, bytes }): Passage => {
      endsAt += bytes.length;
      return { from, endsAt, atMs: at - begun };
    });
  });
