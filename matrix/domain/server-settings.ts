/** What a listener is told of its connections; see harness/CONTRACT.md, "Server". Absent: the stack's default. */
export type ServerSettings = Readonly<{
  /** How many streams a client may have open on one connection. */
  maxConcurrentStreams?: number;
  /** How old a connection gets before its client is asked to open another, give or take what the stack adds. */
  maxConnectionAgeMs?: number;
  /** How long a connection may be silent before its client is pinged. */
  keepaliveMs?: number;
}>;

/** What a client is told of its connections to an address; see harness/CONTRACT.md, "prove". Absent: the stack's default. */
export type ClientSettings = Readonly<{
  /** How long a connection with calls may be silent before its server is pinged, as often as that. */
  keepaliveMs?: number;
}>;
