import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { type Endpoint, openTap, type Tap } from "../../run/observe/tap.ts";

/** A server on loopback whose connections come out one by one; gone when the test has ended. */
export const listening = async (path?: string) => {
  const server: Server = createServer({ allowHalfOpen: true });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(path ?? { host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const endpoint: Endpoint =
    path === undefined
      ? { network: "tcp", address: `127.0.0.1:${(server.address() as AddressInfo).port}` }
      : { network: "unix", address: path };
  const accepted = async () => {
    const [socket] = (await once(server, "connection")) as [Socket];
    return socket;
  };
  return { endpoint, accepted };
};

/** An address of loopback on which nobody listens. */
export const nobodyListens = async (): Promise<Endpoint> => {
  const server = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return { network: "tcp", address: `127.0.0.1:${port}` };
};

/** A tap that is closed when the test has ended. */
export const tapTo = async (to: Endpoint, listen?: Endpoint): Promise<Tap> => {
  const tap = await openTap(listen ?? { network: "tcp", address: "127.0.0.1:0" }, to);
  onTestFinished(() => tap.close());
  return tap;
};

/** A client socket that tells an error only by its close. */
export const dialled = async ({ endpoint }: Tap): Promise<Socket> => {
  const { network, address } = endpoint;
  const socket = connect({
    ...(network === "unix"
      ? { path: address }
      : { host: "127.0.0.1", port: Number(address.split(":").at(-1)) }),
    allowHalfOpen: true,
  });
  socket.on("error", () => {});
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect");
  return socket;
};

/** Everything until the other side ends its half. */
export const received = async (socket: Socket): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk)).resume();
  await once(socket, "end");
  return Buffer.concat(chunks);
};

/** Ends a socket when the other side does. The code of the error with which it closes, null if in order. */
export const closingError = (socket: Socket): Promise<string | null> => {
  let code: string | null = null;
  socket.on("error", (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message;
  });
  socket.on("end", () => socket.end());
  socket.resume();
  return new Promise((resolve) => socket.on("close", () => resolve(code)));
};
