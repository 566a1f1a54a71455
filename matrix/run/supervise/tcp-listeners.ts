import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import { z } from "zod";
import { Eventual } from "../../limits/eventual.ts";
import { jsonLine } from "./json-line.ts";
import { lineReader } from "./line-reader.ts";
import { markedEnvironment } from "./marks.ts";

/** A socket of TCP that listens. */
type TcpListener = Readonly<{
  /** Its number among a process's descriptors. */
  inode: string;
  /** The address that it is bound to, an IPv4 address in IPv6 as IPv4; {@link every} for none in particular. */
  bound: string;
}>;

/** Of a socket that is bound to no address in particular. */
export const every = "*";

export type TcpListeners = Readonly<{
  /** Every socket of this machine that listens on a port. @throws an error of the system where there is no /proc. */
  at(port: number): Promise<readonly TcpListener[]>;
  close(): void;
}>;

/** The kernel answers in a tenth of a millisecond; a program that has stopped the launcher never does. */
const limitMs = 1000;

/** Thousands of sockets on one port. */
const lineLimitBytes = 1024 * 1024;

const answer = jsonLine(
  z.object({
    port: z.number(),
    sockets: z.array(z.object({ inode: z.string(), address: z.string() })),
    error: z.string().optional(),
  }),
);

/** Asks the launcher, which asks the kernel; where it does not answer, /proc is read, which takes a hundred times as long. */
export const openTcpListeners = (launcher: readonly string[]): TcpListeners => {
  const [command = "", ...argv] = launcher;
  const asked = new Map<number, ((sockets: readonly TcpListener[] | null) => void)[]>();
  const child = spawn(command, [...argv, "listeners"], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
    env: markedEnvironment(process.env),
  });
  let isOver = false;
  const over = () => {
    isOver = true;
    for (const settle of [...asked.values()].flat()) settle(null);
    asked.clear();
  };
  child.on("error", over);
  child.on("exit", over);
  child.stdin.on("error", () => {});
  child.stdout.on(
    "data",
    lineReader(
      lineLimitBytes,
      (line) => {
        const told = answer(line);
        if (!told) return;
        const sockets = told.sockets.map(({ inode, address }) => ({
          inode,
          bound: named(address),
        }));
        asked.get(told.port)?.shift()?.(told.error === undefined ? sockets : null);
      },
      over,
    ),
  );
  // It is no reason to stay.
  child.unref();
  return {
    at: async (port) => {
      const told = Eventual.when<readonly TcpListener[] | null>((settle) => {
        if (isOver) return settle(null);
        asked.set(port, [...(asked.get(port) ?? []), settle]);
        child.stdin.write(`${port}\n`);
      });
      return (await told.orAfter(limitMs, null)) ?? listenersInProc(port);
    },
    close: () => child.kill("SIGKILL"),
  };
};

const named = (address: string): string =>
  address === "0.0.0.0" || address === "::" ? every : address;

/** TCP_LISTEN of include/net/tcp_states.h. */
const listening = "0A";

const listenersInProc = (wanted: number): readonly TcpListener[] =>
  (["tcp", "tcp6"] as const).flatMap(linesOf).flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    if (state !== listening || inode === undefined || Number.parseInt(port, 16) !== wanted)
      return [];
    return [{ inode, bound: boundTo(address) }];
  });

/** The kernel writes an address as words of the machine's own order. */
const boundTo = (hex: string): string => {
  const words = hex.match(/[0-9A-F]{8}/g) ?? [];
  const bytes = words.flatMap((word) => {
    const inOrder = [...Buffer.from(word, "hex")];
    return endianness() === "LE" ? inOrder.reverse() : inOrder;
  });
  if (bytes.every((byte) => byte === 0)) return every;
  if (bytes.length === 4) return bytes.join(".");
  const begin = bytes.slice(0, 12).join();
  if (begin === mappedPrefix) return bytes.slice(12).join(".");
  return bytes.join() === loopback6 ? "::1" : hex;
};

/** Of an IPv4 address that is written as one of IPv6 (RFC 4291 section 2.5.5.2). */
const mappedPrefix = [...Array<number>(10).fill(0), 0xff, 0xff].join();

/** RFC 4291 section 2.5.3. */
const loopback6 = [...Array<number>(15).fill(0), 1].join();

/** Without the names of the columns. */
const linesOf = (table: "tcp" | "tcp6"): readonly string[] => {
  try {
    return readFileSync(`/proc/net/${table}`, "latin1").split("\n").slice(1);
  } catch (error) {
    // A kernel without IPv6 has no such table.
    if (table === "tcp6") return [];
    throw error;
  }
};
