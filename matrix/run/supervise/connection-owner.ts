import { existsSync, readdirSync, readlinkSync } from "node:fs";
import type { Socket } from "node:net";
import { basename } from "node:path";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import { cleanLine } from "../../domain/outside-text.ts";
import type { FarEnds } from "./far-ends.ts";
import { bearsMark } from "./marked-left.ts";
import type { Mark } from "./marks.ts";

/** A program that was started, and the mark that it hands down. */
export type MarkedProgram = Readonly<{
  mark: Mark;
  /** Its own number; null before it is known. */
  pid: number | null;
}>;

/**
 * Asks the system which process has the other end of a connection, while that is open. The address says nothing of it:
 * a program can announce another's, and another can take its own over, at a path or by SO_REUSEPORT.
 *
 * @param socket - this process's end, connected.
 */
export const connectionOwner = async (
  socket: Socket,
  program: MarkedProgram,
  farEnds: Pick<FarEnds, "of">,
): Promise<ConnectionOwner> => {
  // Elsewhere than on Linux, and where /proc is not mounted or shows other processes than this namespace's.
  if (!existsSync(`/proc/${process.pid}/fd`)) return { kind: "unknown" };
  const end = await farEnds.of(socket);
  switch (end.kind) {
    case "unknown":
      return { kind: "unknown" };
    case "nobody's":
      return { kind: "nobody" };
    case "accepted":
      return holderOf(end.inode, program) ?? unheld(socket, end.inode, farEnds);
  }
};

/** Nobody has the socket any more who could be seen: it is another user's, or was closed since it was found. */
const unheld = async (
  socket: Socket,
  inode: string,
  farEnds: Pick<FarEnds, "of">,
): Promise<ConnectionOwner> => {
  const now = await farEnds.of(socket);
  return now.kind === "accepted" && now.inode === inode
    ? { kind: "other", process: "one of another user" }
    : { kind: "nobody" };
};

/** @returns null where no process shows it. */
const holderOf = (inode: string, { pid, mark }: MarkedProgram): ConnectionOwner | null => {
  // Mostly it is the program itself: a look at every process takes ten times as long.
  if (pid !== null && has(pid, inode)) return { kind: "own" };
  const holders = processes().filter((candidate) => has(candidate, inode));
  if (holders.some((holder) => bearsMark(holder, mark))) return { kind: "own" };
  const [other] = holders;
  return other === undefined ? null : { kind: "other", process: `${other} (${nameOf(other)})` };
};

/** Whether a socket is among a process's descriptors; false for one that has gone, or is another user's. */
const has = (pid: number, inode: string): boolean => {
  const folder = `/proc/${pid}/fd`;
  return listed(folder).some((name) => linked(`${folder}/${name}`) === `socket:[${inode}]`);
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
