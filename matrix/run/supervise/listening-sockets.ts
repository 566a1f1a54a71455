import { readFileSync } from "node:fs";
import type { Endpoint } from "../observe/tap.ts";
import { every, type TcpListeners } from "./tcp-listeners.ts";

/** A socket that listens, as /proc/net tells of it (proc_net(5)). */
export type ListeningSocket = Readonly<{
  inode: string;
  /** Of a unix socket the path that it was bound to, which may be relative to its process; else null. */
  path: string | null;
}>;

/**
 * The sockets that a connection to an endpoint of this machine can reach. Of TCP those bound to the very address, and
 * only where there is none, those bound to every address: the kernel prefers so too. Several may share an address
 * (SO_REUSEPORT). Of unix sockets all that have a path, since only their processes tell what it is relative to.
 *
 * @throws an error of the system where there is no /proc to read.
 */
export const listeningSockets = async (
  { network, address }: Endpoint,
  listeners: TcpListeners,
): Promise<readonly ListeningSocket[]> =>
  network === "unix" ? unixSockets() : tcpSockets(address, listeners);

const tcpSockets = async (
  address: string,
  listeners: TcpListeners,
): Promise<readonly ListeningSocket[]> => {
  const colon = address.lastIndexOf(":");
  const wanted = dialled(address.slice(0, colon).replace(/^\[|\]$/g, ""));
  const onPort = await listeners.at(Number(address.slice(colon + 1)));
  const exact = onPort.filter(({ bound }) => wanted.includes(bound));
  const reached = exact.length > 0 ? exact : onPort.filter(({ bound }) => bound === every);
  return reached.map(({ inode }) => ({ inode, path: null }));
};

/** What a host is dialled as: an unspecified address is the loopback interface's, and a name may be either. */
const dialled = (host: string): readonly string[] => {
  const v4 = /^(?:::ffff:)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(host)?.[1];
  return v4 === undefined ? ["127.0.0.1", "::1"] : [v4];
};

/** __SO_ACCEPTCON of include/uapi/linux/net.h. */
const acceptsConnections = 0x1_0000;

const unixSockets = (): readonly ListeningSocket[] =>
  readFileSync("/proc/net/unix", "utf8")
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      // Num, RefCount, Protocol, Flags, Type, St, Inode, and a path that may have blanks in it.
      const path = line.slice(line.indexOf(" /") + 1 || line.lastIndexOf(" ") + 1);
      const [, , , flags = "", , , inode] = line.split(/ {1,10}/);
      const listens = (Number.parseInt(flags, 16) & acceptsConnections) !== 0;
      return listens && inode !== undefined && line.split(/ {1,10}/).length > 7
        ? [{ inode, path }]
        : [];
    });
