import { openSync, writeSync } from "node:fs";
import http2 from "node:http2";
import tls from "node:tls";

/** @throws Error if the file does not open. */
export function keyLogAppender(path: string): (line: Buffer) => void {
  const file = openSync(path, "a", 0o600);
  return (line) => void writeSync(file, line);
}

/**
 * Appends the TLS secrets of every connection from now on, client's and server's, to an NSS key log
 * (RFC 9850). grpc-js hands out neither sockets nor servers, so the two functions that make them for
 * it are wrapped. Node's own `--tls-keylog` opens and closes the file for every line.
 *
 * @throws Error if the file does not open.
 */
export function keepKeyLog(path: string): void {
  const append = keyLogAppender(path);
  const { connect } = tls;
  tls.connect = ((...options: Parameters<typeof connect>) =>
    connect(...options).on("keylog", append)) as typeof connect;
  const { createSecureServer } = http2;
  http2.createSecureServer = ((...options: Parameters<typeof createSecureServer>) =>
    createSecureServer(...options).on("keylog", append)) as typeof createSecureServer;
}
