/** What the frames of a connection say as gRPC over HTTP/2 reads them (gRPC's PROTOCOL-HTTP2.md). */
export type GrpcFacts = Readonly<{
  requests: readonly HalfStream[];
  replies: readonly HalfStream[];
  /** What the server's SETTINGS allow the client. */
  settings: PeerSettings;
}>;

/** The last value of each setting (RFC 9113 section 6.5.2); null where it was not sent, so that its default holds. */
export type PeerSettings = Readonly<{
  maxConcurrentStreams: number | null;
  initialWindowSize: number | null;
  maxHeaderListSize: number | null;
}>;

/** What one side sent on one stream. Texts are printable, as those of a header block are. */
export type HalfStream = Readonly<{
  stream: number;
  /** Size of its largest header list as SETTINGS_MAX_HEADER_LIST_SIZE counts it (RFC 9113 section 6.5.2). */
  headerListSize: number;
  /**
   * Of the first block that has many fields or more than one frame: its fields, the longest name or value in bytes, and its
   * CONTINUATION frames; absent where there is none.
   */
  headerParts?: Readonly<{ fields: number; longest: number; continuations: number }>;
  /** Fields of the first header block that is no interim answer, or of the trailers; null where there is none. */
  path: string | null;
  status: string | null;
  contentType: string | null;
  encoding: string | null;
  acceptEncoding: string | null;
  location: string | null;
  /** x-envoy-upstream-service-time: Envoy asked a server. */
  upstreamServiceTime: string | null;
  /** As it was sent. */
  grpcStatus: string | null;
  /** Length-prefixed messages; of more than {@link mostMessages} the first ones and the last. */
  messages: readonly PrefixedMessage[];
  /** accept-post (RFC 9110 section 12.5.1): the content types that it takes; absent where it was not sent. */
  acceptPost?: string;
  /** Status of the first interim answer (RFC 9110 section 15.2); absent where none came. */
  interim?: string;
  /** Whether DATA or HEADERS came with padding (RFC 9113 sections 6.1 and 6.2); absent where none did. */
  padded?: true;
  /** Bytes of a prefix that was cut off; 0 where none was. */
  prefixBytes: number;
  /** Whether END_STREAM came. */
  ended: boolean;
  /** The first breach of RFC 9113 section 8, a part of a sentence; null where there is none. */
  malformed: string | null;
  /** Of a request: the first breach of gRPC's own rules ("Requests"), a part of a sentence; absent where there is none. */
  breach?: string;
  /** Fields of binary metadata, bounded to the first {@link mostBinaryFields}; absent where there is none. */
  binary?: readonly BinaryField[];
}>;

export const mostBinaryFields = 16;

/** A field whose name ends in "-bin". `joined`: several values in one, with commas between them, as gRPC allows. */
export type BinaryField = Readonly<{ name: string; form: "one" | "joined" | "malformed" }>;

export const mostMessages = 16;

/** A message as its prefix announces it. */
export type PrefixedMessage = Readonly<{
  /** 0: not compressed, 1: compressed; there are no others. */
  flag: number;
  length: number;
  /** How much of it came. */
  received: number;
  /** Absent where it is protobuf, or was not read: it is compressed, long, or did not come whole. */
  form?: "not protobuf";
}>;
