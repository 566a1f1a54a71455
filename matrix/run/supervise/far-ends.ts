import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import type { Socket } from "node:net";
import { z } from "zod";
import { Eventual } from "../../limits/eventual.ts";
import { jsonLine } from "./json-line.ts";
import { lineReader } from "./line-reader.ts";
import { markedEnvironment } from "./marks.ts";
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

/** The kernel answers in a tenth of a millisecond; a program that has stopped the launcher never does. */
const limitMs = 1000;

/** A query, an inode and the text of an error. */
const lineLimitBytes = 4096;

const parseAnswer = jsonLine(
  z.object({ query: z.string(), inode: z.number(), error: z.string().optional() }),
);

/** Asks the launcher, which asks the kernel; where it does not answer, /proc has the connections of TCP. */
export const openFarEnds = (launcher: readonly string[]): FarEnds => {
  const [command = "", ...argv] = launcher;
  const asked = new Map<string, ((inode: number | null) => void)[]>();
  const child = spawn(command, [...argv, "far-ends"], {
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
        const answer = parseAnswer(line);
        if (!answer) return;
        const waiting = asked.get(answer.query) ?? [];
        waiting.shift()?.(answer.error === undefined ? answer.inode : null);
        if (waiting.length === 0) asked.delete(answer.query);
      },
      over,
    ),
  );
  // It is no reason to stay.
  child.unref();
  const told = (query: string): Promise<number | null> =>
    Eventual.when<number | null>((settle) => {
      if (isOver) return settle(null);
      asked.set(query, [...(asked.get(query) ?? []), settle]);
      child.stdin.write(`${query}\n`);
    }).orAfter(limitMs, null);
  return {
    of: async (socket) => {
      const connection = tcpConnection(socket);
      const query = connection ? `tcp ${connection.local} ${connection.remote}` : unixQuery(socket);
      if (query === null) return { kind: "unknown" };
      const inode = (await told(query)) ?? (connection ? acceptedInProc(connection) : null);
      if (inode === null) return { kind: "unknown" };
      return inode === 0 ? { kind: "nobody's" } : { kind: "accepted", inode: String(inode) };
    },
    close: () => child.kill("SIGKILL"),
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
