import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { isRecordedWhole } from "../../domain/recorded-whole.ts";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
import type { FrameMark } from "./marks.ts";

/** What a ladder shows. Times are milliseconds since the cell began. */
export type Picture = Readonly<{
  /** What the sides are called: "python", "go". */
  client: string;
  server: string;
  /** In the order of their opening. */
  connections: readonly PicturedConnection[];
  /** What went wrong, one sentence; null if nothing did. */
  broke: Readonly<{ sentence: string }> | null;
}>;

export type PicturedConnection = Readonly<{
  clientAddress: string;
  serverAddress: string;
  openedMs: number;
  /** When the first side closed; null while it is still open. */
  closedMs: number | null;
  firstClose: Readonly<{ by: "client" | "server"; how: "fin" | "rst" }> | null;
  /** Why the server's address could not be reached; null if it was. */
  dialError: string | null;
  /** Of each side in its order. */
  messages: readonly WireMessage[];
  passages: readonly Passage[];
  /** What is wrong with some of them. */
  marks: readonly FrameMark[];
  /** Why something could not be decrypted; null if everything could. */
  visibility: string | null;
  /** Bytes of each side that passed after the recording had stopped at its limit; absent where it has all. */
  unrecorded?: Readonly<{ client: number; server: number }>;
}>;

/** The members of a connection's evidence that a ladder shows. */
type ConnectionLike = Pick<
  ConnectionEvidence,
  "clientAddress" | "serverAddress" | "openedMs" | "closedMs" | "firstClose" | "dialError" | "bytes"
> &
  Readonly<{
    passages: readonly Passage[];
    wire: Readonly<{
      messages: readonly WireMessage[];
      tls: Readonly<{
        visibility: Readonly<{ kind: "all" } | { kind: "clear-only"; reason: string }>;
      }> | null;
    }>;
  }>;

export const ladderOf = (
  { wire, ...connection }: ConnectionLike,
  marks: readonly FrameMark[] = [],
): PicturedConnection => ({
  clientAddress: connection.clientAddress,
  serverAddress: connection.serverAddress,
  openedMs: connection.openedMs,
  closedMs: connection.closedMs,
  firstClose: connection.firstClose,
  dialError: connection.dialError,
  messages: wire.messages,
  marks,
  passages: connection.passages,
  visibility: wire.tls?.visibility.kind === "clear-only" ? wire.tls.visibility.reason : null,
  ...unrecordedOf(connection),
});

const unrecordedOf = (
  connection: Pick<ConnectionLike, "passages" | "bytes">,
): Pick<PicturedConnection, "unrecorded"> => {
  if (isRecordedWhole(connection, "client") && isRecordedWhole(connection, "server")) return {};
  const { passages, bytes } = connection;
  const after = (side: "client" | "server") =>
    bytes[side] - (passages.findLast(({ from }) => from === side)?.endsAt ?? 0);
  return { unrecorded: { client: after("client"), server: after("server") } };
};
