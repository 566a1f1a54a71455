import { existsSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { basename, isAbsolute, resolve } from "node:path";
import type { ListenerOwner } from "../../domain/evidence.ts";
import { cleanLine } from "../../domain/outside-text.ts";
import type { Endpoint } from "../observe/tap.ts";
import { type ListeningSocket, listeningSockets } from "./listening-sockets.ts";
import { bearsMark } from "./marked-left.ts";
import type { Mark } from "./marks.ts";
import type { TcpListeners } from "./tcp-listeners.ts";

/** A program that was started, and the mark that it hands down. */
export type MarkedProgram = Readonly<{
  mark: Mark;
  /** Its own number; null before it is known. */
  pid: number | null;
}>;

/**
 * Asks /proc which process has the socket that a connection to `endpoint` reaches. A program can announce the address of
 * another, and the proof would be the other's.
 */
export const listenerOwner = async (
  endpoint: Endpoint,
  program: MarkedProgram,
  listeners: TcpListeners,
): Promise<ListenerOwner> => {
  // Elsewhere than on Linux, and where /proc is not mounted or shows other processes than this namespace's.
  if (!existsSync(`/proc/${process.pid}/fd`)) return { kind: "unknown" };
  const sockets = await listeningSockets(endpoint, listeners);
  // Mostly it is the program itself: a look at every process takes ten times as long.
  const first = program.pid === null ? [] : [program.pid];
  const own = held(sockets, endpoint, first);
  if (isWhole(own, sockets, endpoint)) return { kind: "own" };
  const family = processes().filter((pid) => bearsMark(pid, program.mark));
  const inherited = new Set([...own, ...held(sockets, endpoint, family)]);
  if (isWhole(inherited, sockets, endpoint)) return { kind: "own" };
  const [foreign] = reached(sockets, endpoint).filter(({ inode }) => !inherited.has(inode));
  return foreign ? { kind: "other", process: holderOf(foreign) } : { kind: "nobody" };
};

/** Whether some of these sockets are held, and of those that the endpoint surely leads to all. */
const isWhole = (
  inodes: ReadonlySet<string>,
  sockets: readonly ListeningSocket[],
  endpoint: Endpoint,
): boolean => inodes.size > 0 && reached(sockets, endpoint).every(({ inode }) => inodes.has(inode));

/** Those that the endpoint leads to, whoever has them: not those with a relative path. */
const reached = (sockets: readonly ListeningSocket[], endpoint: Endpoint) =>
  sockets.filter(
    ({ path }) => path === null || (isAbsolute(path) && isSameFile(path, endpoint.address)),
  );

/** Of the sockets that the endpoint leads to, the inodes of those that one of these processes has. */
const held = (
  sockets: readonly ListeningSocket[],
  { address }: Endpoint,
  pids: readonly number[],
): ReadonlySet<string> => {
  const found = pids.flatMap((pid) => {
    const inodes = inodesOf(pid);
    return sockets
      .filter(({ inode, path }) => inodes.has(inode) && leadsTo(address, pid, path))
      .map(({ inode }) => inode);
  });
  return new Set(found);
};

/** @param path - as a process bound it; null for a socket of TCP, which was looked for by its address. */
const leadsTo = (address: string, pid: number, path: string | null): boolean =>
  path === null || isSameFile(resolve(linked(`/proc/${pid}/cwd`), path), address);

const isSameFile = (one: string, other: string): boolean => {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    // One of them leads nowhere.
    return false;
  }
};

/** Of the sockets among a process's descriptors; none of one that has gone, or is another user's. */
const inodesOf = (pid: number): ReadonlySet<string> => {
  const folder = `/proc/${pid}/fd`;
  const links = listed(folder).map((name) => linked(`${folder}/${name}`));
  return new Set(links.flatMap((link) => /^socket:\[(\d{1,20})\]$/.exec(link)?.[1] ?? []));
};

const holderOf = ({ inode }: ListeningSocket): string => {
  const pid = processes().find((candidate) => inodesOf(candidate).has(inode));
  return pid === undefined ? "one of another user" : `${pid} (${nameOf(pid)})`;
};

/** The program's file: what a process calls itself is its own choice. */
const nameOf = (pid: number): string =>
  cleanLine(basename(linked(`/proc/${pid}/exe`)), 64) || "unknown";

const processes = (): readonly number[] =>
  listed("/proc")
    .filter((name) => /^\d{1,10}$/.test(name))
    .map(Number);

const listed = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const linked = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
};
