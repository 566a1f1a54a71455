import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import type { Endpoint } from "../observe/tap.ts";

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
export const listeningSockets = ({ network, address }: Endpoint): readonly ListeningSocket[] =>
  network === "unix" ? unixSockets() : tcpSockets(address);

/** TCP_LISTEN of include/net/tcp_states.h. */
const listening = "0A";

const tcpSockets = (address: string): readonly ListeningSocket[] => {
  const colon = address.lastIndexOf(":");
  const port = Number(address.slice(colon + 1));
  const onPort = [...tcpRows("tcp"), ...tcpRows("tcp6")].filter((row) => row.port === port);
  const wanted = dialled(address.slice(0, colon).replace(/^\[|\]$/g, ""));
  const exact = onPort.filter(({ bound }) => wanted.includes(bound));
  return exact.length > 0 ? exact : onPort.filter(({ bound }) => bound === every);
};

/** What a host is dialled as: an unspecified address is the loopback interface's, and a name may be either. */
const dialled = (host: string): readonly string[] => {
  const v4 = /^(?:::ffff:)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(host)?.[1];
  return v4 === undefined ? ["127.0.0.1", "::1"] : [v4];
};

/** Of a socket that is bound to no address in particular. */
const every = "*";

const tcpRows = (table: "tcp" | "tcp6") =>
  linesOf(table).flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    if (state !== listening || inode === undefined) return [];
    return [{ inode, path: null, port: Number.parseInt(port, 16), bound: boundTo(address) }];
  });

/** The kernel writes an address as words of the machine's own order. */
const boundTo = (hex: string): string => {
  const words = hex.match(/[0-9A-F]{8}/g) ?? [];
  const octets = words.flatMap((word) => {
    const inOrder = [...Buffer.from(word, "hex")];
    return endianness() === "LE" ? inOrder.reverse() : inOrder;
  });
  if (octets.every((octet) => octet === 0)) return every;
  if (octets.length === 4) return octets.join(".");
  const begin = octets.slice(0, 12).join();
  if (begin === mappedPrefix) return octets.slice(12).join(".");
  return octets.join() === loopback6 ? "::1" : hex;
};

/** Of an IPv4 address that is written as one of IPv6 (RFC 4291 section 2.5.5.2). */
const mappedPrefix = [...Array<number>(10).fill(0), 0xff, 0xff].join();

/** RFC 4291 section 2.5.3. */
const loopback6 = [...Array<number>(15).fill(0), 1].join();

/** __SO_ACCEPTCON of include/uapi/linux/net.h. */
const acceptsConnections = 0x1_0000;

const unixSockets = (): readonly ListeningSocket[] =>
  linesOf("unix").flatMap((line) => {
    const [, flags = "", inode, path] = unixRow.exec(line) ?? [];
    const listens = (Number.parseInt(flags, 16) & acceptsConnections) !== 0;
    return listens && inode !== undefined && path !== undefined ? [{ inode, path }] : [];
  });

/** Num, RefCount, Protocol, Flags, Type, St, Inode and Path. */
const unixRow = /^\S{1,20} \S{1,10} \S{1,10} (\S{1,10}) \S{1,10} \S{1,10} {1,10}(\d{1,20}) (.+)$/;

/** Without the names of the columns. */
const linesOf = (table: "tcp" | "tcp6" | "unix"): readonly string[] => {
  try {
    return readFileSync(`/proc/net/${table}`, "utf8").split("\n").slice(1);
  } catch (error) {
    // A kernel without IPv6 has no such table.
    if (table === "tcp6") return [];
    throw error;
  }
};
