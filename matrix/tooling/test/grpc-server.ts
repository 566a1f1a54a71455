import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";
import type { Endpoint } from "../../run/observe/tap.ts";

/** Knows no method: every call gets UNIMPLEMENTED. */
export const grpc = (): ((socket: Duplex) => void) => {
  const server = createHttp2Server();
  server.on("stream", (stream) => {
    stream.on("error", () => {}).resume();
    stream.respond(
      {
        ":status": 200,
        "content-type": "application/grpc",
        "grpc-status": "12",
        "grpc-message": "unknown service",
      },
      { endStream: true },
    );
  });
  server.on("sessionError", () => {});
  return (socket) => server.emit("connection", socket);
};

/** How many connections came so far. */
type Listening = Readonly<{ endpoint: Endpoint; connections: () => number }>;

/** On loopback, or at a path; gone with every connection when the test has ended. */
export const listen = async (server: Server, path?: string): Promise<Listening> => {
  let count = 0;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    count += 1;
    sockets.add(socket.on("error", () => {}));
  });
  server.on("secureConnection", (socket: Socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, "127.0.0.1", resolve) : server.listen(path, resolve),
  );
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const endpoint: Endpoint =
    path === undefined
      ? { network: "tcp", address: `127.0.0.1:${(server.address() as AddressInfo).port}` }
      : { network: "unix", address: path };
  return { endpoint, connections: () => count };
};
