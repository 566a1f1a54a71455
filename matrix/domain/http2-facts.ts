import type { GrpcFacts } from "./grpc-facts.ts";

/** So many frames of a side are named. */
export const mostFrames = 64;

/** What a connection showed of HTTP/2 (RFC 9113), in the clear or decrypted. Error codes by their names of section 7. */
export type Http2Facts = Readonly<{
  /** Whether the client sent the whole preface (section 3.4). */
  preface: boolean;
  client: Http2Side;
  server: Http2Side;
  /** Absent where what an application said was left out. */
  grpc?: GrpcFacts;
}>;

export type Http2Side = Readonly<{
  /** Names of the frames in their order, bounded to the first {@link mostFrames}; "0x0a" where a type has no name. */
  frames: readonly string[];
  /** The first one; null if there was none. */
  goaway: Readonly<{ code: string; lastStream: number; debugData: string }> | null;
  /** RST_STREAM frames, bounded to the first 32. */
  resets: readonly Readonly<{ stream: number; code: string }>[];
  /** Header blocks that were sent whole, in their order, bounded to the first 256. */
  headers: readonly HeaderBlock[];
  /** The first thing that could not be understood, one sentence; null if every byte was. */
  malformed: string | null;
}>;

/** Fields of one header block that matter for a diagnosis; null where it has none of that name. */
export type HeaderBlock = Readonly<{
  stream: number;
  method: string | null;
  path: string | null;
  authority: string | null;
  status: string | null;
  contentType: string | null;
  /** Name of the grpc-status number ("UNIMPLEMENTED"). */
  grpcStatus: string | null;
  /** Percent-decoded. This and all texts of the peer: printable ASCII, others escaped ("\\x1b"), at most 300 characters. */
  grpcMessage: string | null;
  /** Header field `server`: who answered. */
  server: string | null;
  via: string | null;
  /** Name and value of the first field that a proxy's state is written to; absent where there is none. */
  proxyState?: string;
}>;
