import type { CellEvidence } from "../domain/evidence.ts";

/** How a recording gets the TLS secrets of a side, one clause; of a relay, whose ends nobody here started, the server is null. */
export const secretsAdvice = ({ server }: Pick<CellEvidence, "server">): string =>
  server === null
    ? "start the client or the server with SSLKEYLOGFILE=keys.txt (in Go, set KeyLogWriter of tls.Config) and the tap with --key-log keys.txt"
    : "start the host with SSLKEYLOGFILE=keys.txt in its environment, and have it or the plugin write its TLS secrets there (in Go, set KeyLogWriter of tls.Config): the tap reads that file";
