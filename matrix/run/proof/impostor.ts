/** Servers that a client must refuse; they belong to the orchestrator and serve nothing. */

import { readFile } from "node:fs/promises";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { listening as startListening } from "../../limits/listening.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";

export type Decoy = Readonly<{
  endpoint: Endpoint;
  /** Connections that arrived, and whether a client went on as if the server were the right one. */
  seen(): Readonly<{ connections: number; trusted: boolean }>;
  close(): void;
}>;

const http2Preface = "PRI * HTTP/2.0";

const listening = async (
  server: Server,
  listen: Endpoint,
  trusted: () => boolean,
): Promise<Decoy> => {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await startListening(server, addressOf(listen));
  const bound = server.address();
  const address =
    bound === null || typeof bound === "string" ? listen.address : `127.0.0.1:${bound.port}`;
  return {
    endpoint: { network: listen.network, address },
    seen: () => ({ connections, trusted: trusted() }),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

/**
 * A TLS server with the right name and a certificate that the client has no reason to trust. A
 * client trusts it when it sends application data; a finished handshake alone says nothing, since
 * some stacks verify only after it.
 *
 * @param listen - as a tap's.
 */
export const openImpostor = async (
  credential: Readonly<{ certificate: string; key: string }>,
  asksForCertificate: boolean,
  listen: Endpoint,
): Promise<Decoy> => {
  let trusted = false;
  const server = createTlsServer({
    cert: await readFile(credential.certificate),
    key: await readFile(credential.key),
    ALPNProtocols: ["h2"],
    requestCert: asksForCertificate,
    rejectUnauthorized: false,
  });
  server.on("secureConnection", (socket) => {
    socket.on("error", () => {});
    socket.on("data", () => {
      trusted = true;
      // More need not be seen, and the client need not wait for an answer.
      socket.destroy();
    });
  });
  server.on("tlsClientError", () => {});
  return listening(server, listen, () => trusted);
};

/** A server that only listens to whether a client speaks HTTP/2 in the clear. */
export const openPlaintextDecoy = async (listen: Endpoint): Promise<Decoy> => {
  let trusted = false;
  const server = createTcpServer((socket) => {
    socket.once("data", (bytes: Buffer) => {
      trusted ||= bytes.toString("latin1").startsWith(http2Preface);
      socket.destroy();
    });
  });
  return listening(server, listen, () => trusted);
};
