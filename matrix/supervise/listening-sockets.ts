import { closeSync, openSync, readFileSync, readSync } from "node:fs";
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
  const wanted = dialled(address.slice(0, colon).replace(/^\[|\]$/g, ""));
  const isExact = (row: TcpRow) => row.port === port && wanted.includes(row.bound);
  // A connection over IPv4 goes to a socket of IPv6 only where none of IPv4 is as near (net/ipv4/inet_hashtables.c).
  const quick = wanted.includes("::1") ? [] : tcpRows(firstLines()).filter(isExact);
  if (quick.length > 0) return quick;
  const onPort = (["tcp", "tcp6"] as const)
    .flatMap((table) => tcpRows(linesOf(table)))
    .filter((row) => row.port === port);
  const exact = onPort.filter(isExact);
  return exact.length > 0 ? exact : onPort.filter(({ bound }) => bound === every);
};

type TcpRow = ListeningSocket & Readonly<{ port: number; bound: string }>;

/** What a host is dialled as: an unspecified address is the loopback interface's, and a name may be either. */
const dialled = (host: string): readonly string[] => {
  const v4 = /^(?:::ffff:)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(host)?.[1];
  return v4 === undefined ? ["127.0.0.1", "::1"] : [v4];
};

/** Of a socket that is bound to no address in particular. */
const every = "*";

const tcpRows = (lines: readonly string[]): readonly TcpRow[] =>
  lines.flatMap((line) => {
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

/** What a line of /proc/net/tcp is padded to (net/ipv4/tcp_ipv4.c, TMPSZ). */
const lineLength = 150;

/**
 * The lines of /proc/net/tcp up to the first that does not listen. The kernel lists those that listen first, and makes
 * a line when it is read: it goes through a table of all connections for the rest, which takes some 6 ms.
 */
const firstLines = (): readonly string[] => {
  const file = openSync("/proc/net/tcp", "r");
  try {
    const buffer = Buffer.alloc(lineLength);
    const lines: string[] = [];
    for (let read = lineLength; read > 0; ) {
      read = readSync(file, buffer, 0, lineLength, null);
      const line = buffer.toString("latin1", 0, read);
      if (lines.length > 0 && !line.includes(` ${listening} `)) break;
      lines.push(line);
    }
    return lines.slice(1);
  } finally {
    closeSync(file);
  }
};

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
