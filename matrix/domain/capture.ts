/** Connections as they were recorded, for a capture file. Times are milliseconds since the Unix epoch, fractions allowed. */
export type Capture = Readonly<{
  connections: readonly CapturedConnection[];
  /** NSS key log text (RFC 9850); null where there are no secrets. */
  secrets: string | null;
  /** What of the connections is not in it, one sentence; absent where nothing was left out. */
  leftOut?: string;
}>;

export type CapturedConnection = Readonly<{
  /** "127.0.0.1:40123", "[::1]:5", "::1:5" or "unix:/path". */
  clientAddress: string;
  serverAddress: string;
  openedAt: number;
  /** In the order of recording. */
  chunks: readonly Readonly<{ from: "client" | "server"; at: number; bytes: Uint8Array }>[];
  /** In order of time; of one side nothing comes after its close but a reset after its fin. */
  closes: readonly Readonly<{ by: "client" | "server"; how: "fin" | "rst"; at: number }>[];
}>;
