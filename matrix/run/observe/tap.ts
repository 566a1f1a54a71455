import { connect, createServer, type Socket } from "node:net";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import { type Gate, gateUntil, openGate } from "./gate.ts";
import { Recording } from "./recording.ts";

/** An address of one of go-plugin's two networks. */
export type Endpoint = Readonly<{ network: "tcp" | "unix"; address: string }>;

/** One connection through a tap, as it is recorded. Times are of `performance.now()`. */
export type TappedConnection = {
  clientAddress: string;
  serverAddress: string;
  openedAt: number;
  closedAt: number | null;
  /** In the order of time; of one side at most a fin and then a rst. */
  readonly closes: { by: "client" | "server"; how: "fin" | "rst"; at: number }[];
  dialError: string | null;
  readonly client: Recording;
  readonly server: Recording;
};

export type Tap = Readonly<{
  endpoint: Endpoint;
  /** In the order of arrival; goes on changing while the tap is open. */
  connections: readonly TappedConnection[];
  /** Resolves when every connection has ended, or after the limit. */
  settled(limitMs: number): Promise<void>;
  /** Ends the listener and every connection. */
  close(): void;
}>;

/** As `net.connect` and `tls.connect` take it. */
export const addressOf = ({ network, address }: Endpoint) =>
  network === "unix" ? { path: address } : hostPort(address);

const hostPort = (address: string) => {
  const colon = address.lastIndexOf(":");
  return {
    host: address.slice(0, colon).replace(/^\[|\]$/g, ""),
    port: Number(address.slice(colon + 1)),
  };
};

/** A reset where the network has one: a unix socket can only be closed. */
const abort = (socket: Socket, network: Endpoint["network"]) =>
  network === "tcp" ? socket.resetAndDestroy() : socket.destroy();

/** What fails before there is a connection. */
const dialling: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

const dial = (to: Endpoint): Socket =>
  connect({
    ...addressOf(to),
    allowHalfOpen: true,
    noDelay: true,
  });

/** Who is told what happens at a tap, and how much is kept. */
export type TapOptions = Readonly<{
  /** Of each side of a connection; absent: as much as a proof takes. */
  recordedBytes?: number;
  /** Called when something of a connection has been recorded, before that passes on; not for bytes that are only counted. */
  passing?(): void;
  /**
   * Called once for each connection on which the server says something, with the tap's own end of it. What the server
   * says passes on when this has resolved.
   */
  answered?(server: Socket): Promise<void>;
}>;

/**
 * A relay that records and changes nothing: bytes, half-closes and resets pass as they come.
 *
 * @param listen - where to listen: `127.0.0.1:0` or a socket path that does not exist yet.
 * @param to - the real server; a connection to it is opened when a client arrives.
 */
export const openTap = async (
  listen: Endpoint,
  to: Endpoint,
  { passing = () => {}, answered, recordedBytes }: TapOptions = {},
): Promise<Tap> => {
  const connections: TappedConnection[] = [];
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const connection: TappedConnection = {
      clientAddress:
        client.remotePort === undefined
          ? `unix:${listen.address}`
          : `${client.remoteAddress}:${client.remotePort}`,
      serverAddress: to.network === "unix" ? `unix:${to.address}` : to.address,
      openedAt: performance.now(),
      closedAt: null,
      closes: [],
      dialError: null,
      client: new Recording(recordedBytes),
      server: new Recording(recordedBytes),
    };
    connections.push(connection);
    const server = dial(to);
    sockets.add(client).add(server);
    const closedBy = (by: "client" | "server", how: "fin" | "rst") => {
      const at = performance.now();
      connection.closes.push({ by, how, at });
      connection.closedAt ??= at;
      passing();
    };
    const relay = (from: Socket, other: Socket, by: "client" | "server", gate: Gate) => {
      const recording = connection[by];
      from.on("data", (chunk: Buffer) => {
        const isKept = recording.isWhole;
        recording.append(chunk, performance.now());
        if (isKept) passing();
        gate.pass(() => {
          if (!other.writable || other.write(chunk)) return;
          from.pause();
          other.once("drain", () => from.resume());
        });
      });
      from.on("end", () => {
        closedBy(by, "fin");
        gate.pass(() => other.end());
      });
      from.on("error", (error: NodeJS.ErrnoException) => {
        if (by === "server" && dialling.has(error.syscall ?? "")) {
          connection.dialError = error.message;
          passing();
          // EPIPE: it had closed when bytes for it came, and the reset that they earned is not told.
        } else if (error.code === "ECONNRESET" || error.code === "EPIPE") closedBy(by, "rst");
        gate.pass(() => abort(other, by === "client" ? to.network : listen.network));
      });
      from.on("close", () => {
        connection.closedAt ??= performance.now();
        sockets.delete(from);
        if (sockets.size === 0) for (const wake of waiting.splice(0)) wake();
      });
    };
    relay(client, server, "client", openGate);
    relay(server, client, "server", answered ? gateUntil(server, answered) : openGate);
  });
  await listening(listener, addressOf(listen));
  const bound = listener.address();
  const address =
    bound === null || typeof bound === "string" ? listen.address : `127.0.0.1:${bound.port}`;
  return {
    endpoint: { network: listen.network, address },
    connections,
    settled: (limitMs) =>
      Eventual.when<void>((settle) => {
        if (sockets.size === 0) settle();
        else waiting.push(settle);
      }).orAfter(limitMs, undefined),
    close: () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
