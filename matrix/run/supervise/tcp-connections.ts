import { readFileSync } from "node:fs";
import { endianness } from "node:os";

/** The addresses of one end, each with its port. */
export type TcpConnection = Readonly<{ local: string; remote: string }>;

/**
 * The inode of the socket at the other end of a connection, read from /proc/net, which takes the kernel milliseconds.
 *
 * @returns 0 where no process has it; null where there is no such table, or this end is not in it.
 */
export const acceptedInProc = ({ local, remote }: TcpConnection): number | null => {
  const rows = [...rowsOf("tcp"), ...rowsOf("tcp6")];
  const [near, far] = [plain(local), plain(remote)];
  const between = (one: string, other: string) =>
    rows.find((row) => row.local === one && row.remote === other);
  const accepted = between(far, near);
  if (accepted) return accepted.inode;
  return between(near, far) ? 0 : null;
};

/** An IPv4 address as such where it is written as one of IPv6 (RFC 4291 section 2.5.5.2). */
const plain = (address: string): string =>
  address.replace(/^\[::ffff:([\d.]{7,15})\]/, (_, v4: string) => v4);

type Row = TcpConnection & Readonly<{ inode: number }>;

const rowsOf = (table: "tcp" | "tcp6"): readonly Row[] =>
  linesOf(table).flatMap((line) => {
    const [, local = "", remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
    return inode === ""
      ? []
      : [{ local: addressIn(local), remote: addressIn(remote), inode: Number(inode) }];
  });

/** The kernel writes an address as words of the machine's own order, and then the port. */
const addressIn = (field: string): string => {
  const [hex = "", port = ""] = field.split(":");
  const bytes = (hex.match(/[0-9A-F]{8}/g) ?? []).flatMap((word) => {
    const inOrder = [...Buffer.from(word, "hex")];
    return endianness() === "LE" ? inOrder.reverse() : inOrder;
  });
  return `${hostOf(bytes) ?? hex}:${Number.parseInt(port, 16)}`;
};

/** Of the addresses of the loopback interface; undefined for another one of IPv6. */
const hostOf = (bytes: readonly number[]): string | undefined => {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.slice(0, 12).join() === mappedPrefix) return bytes.slice(12).join(".");
  return bytes.join() === loopback6 ? "[::1]" : undefined;
};

const mappedPrefix = [...Array<number>(10).fill(0), 0xff, 0xff].join();

/** RFC 4291 section 2.5.3. */
const loopback6 = [...Array<number>(15).fill(0), 1].join();

/** Without the names of the columns; none where there is no such table. */
const linesOf = (table: "tcp" | "tcp6"): readonly string[] => {
  try {
    return readFileSync(`/proc/net/${table}`, "latin1").split("\n").slice(1);
  } catch {
    return [];
  }
};
