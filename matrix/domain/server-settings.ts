/** What a listener is told of its connections; see harness/CONTRACT.md, "Server". Absent: the stack's default. */
export type ServerSettings = Readonly<{
  /** How many streams a client may have open on one connection. */
  maxConcurrentStreams?: number;
  /** How old a connection gets before its client is asked to open another, give or take what the stack adds. */
  maxConnectionAgeMs?: number;
}>;
