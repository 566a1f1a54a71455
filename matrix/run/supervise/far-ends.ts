import { readlinkSync } from "node:fs";
import type { Socket } from "node:net";
import { startFarEndTeller } from "./far-end-teller.ts";
import { acceptedInProc } from "./tcp-connections.ts";

/** The other end of a connection of this machine. */
type FarEnd = Readonly<
  /** `inode`: the socket's number among its process's descriptors. */
  | { kind: "accepted"; inode: string }
  /** No process has it: it was not accepted yet, or it was closed. */
  | { kind: "nobody's" }
  /** The system does not tell. */
  | { kind: "unknown" }
>;

export type FarEnds = Readonly<{
  /** @param socket - this process's end, connected. */
  of(socket: Socket): Promise<FarEnd>;
  close(): void;
}>;

/** A program that ends the tellers again and again is not raced for ever. */
const mostTellers = 5;

/**
 * Asks the launcher, which asks the kernel; where that does not tell, /proc has the connections of TCP. A launcher's process
 * that was killed or stopped is replaced, so that a program under test does not escape the question by ending it.
 */
export const openFarEnds = (launcher: readonly string[]): FarEnds => {
  let teller = startFarEndTeller(launcher);
  let started = 1;
  let isClosed = false;
  const told = async (query: string): Promise<number | null> => {
    for (;;) {
      const asked = teller;
      const answer = await asked.ask(query);
      if (answer !== "silent") return answer.kind === "inode" ? answer.inode : null;
      if (isClosed) return null;
      // Another query may have replaced it already.
      if (asked !== teller) continue;
      if (started === mostTellers) return null;
      started++;
      teller = startFarEndTeller(launcher);
    }
  };
  return {
    of: async (socket) => {
      const connection = tcpConnection(socket);
      const query = connection ? `tcp ${connection.local} ${connection.remote}` : unixQuery(socket);
      if (query === null) return { kind: "unknown" };
      const inode = (await told(query)) ?? (connection ? acceptedInProc(connection) : null);
      if (inode === null) return { kind: "unknown" };
      return inode === 0 ? { kind: "nobody's" } : { kind: "accepted", inode: String(inode) };
    },
    close: () => {
      isClosed = true;
      teller.close();
    },
  };
};

/** A connection of TCP by its addresses; undefined for another, and for one that has ended. */
const tcpConnection = ({ localAddress, localPort, remoteAddress, remotePort }: Socket) =>
  localAddress === undefined || remoteAddress === undefined
    ? undefined
    : { local: written(localAddress, localPort), remote: written(remoteAddress, remotePort) };

const written = (address: string, port: number | undefined): string =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

/** A client's end has no address, so it is named by its inode; null where this is not to be had. */
const unixQuery = (socket: Socket): string | null => {
  const fd = descriptorOf(socket);
  try {
    const inode = /^socket:\[(\d{1,20})\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1];
    return inode === undefined ? null : `unix ${inode}`;
  } catch {
    // It was closed, or there is no /proc.
    return null;
  }
};

/** Node tells a socket's descriptor nowhere else. */
const descriptorOf = (socket: Socket): number =>
  (socket as Socket & { _handle?: { fd?: number } | null })._handle?.fd ?? -1;
