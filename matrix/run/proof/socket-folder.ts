import { chownSync, mkdirSync } from "node:fs";
import type { HostWish, SocketFolder } from "../../behaviours/plugin/plugin-behaviour.ts";
import type { HostOptions } from "../../domain/prove.ts";
import { fileFacts } from "./file-facts.ts";
import type { Testbed } from "./testbed.ts";

/** A folder that a host is to have its plugin's sockets in. */
export type NamedFolder = Readonly<{
  options: NonNullable<HostOptions["sockets"]>;
  /** What became of it. @param directory - what PLUGIN_UNIX_SOCKET_DIR named, and what that was. */
  seen(directory: Pick<SocketFolder, "directory" | "isLeft">): SocketFolder;
}>;

export const nameFolder = (
  { path }: Pick<Testbed, "path">,
  sockets: NonNullable<HostWish["sockets"]>,
): NamedFolder => {
  const named = path("p");
  mkdirSync(named, { mode: 0o700 });
  const group = sockets === "for a group" ? groupFor(named) : null;
  return {
    options: { folder: named, ...(group !== null && { group: String(group) }) },
    seen: (directory) => ({ named, group, ...directory }),
  };
};

/** "nogroup" of Debian, and the overflow of Linux: of use to whoever may give files away. */
const foreignGroup = 65_534;

/** A group that is not this process's own, where there is one that it may give a file to. */
const groupFor = (folder: string): number => {
  const own = process.getgid?.() ?? 0;
  const others = (process.getgroups?.() ?? []).filter((group) => group !== own);
  return [...others, foreignGroup].find((group) => canGive(folder, group, own)) ?? own;
};

const canGive = (folder: string, group: number, own: number): boolean => {
  const user = process.getuid?.() ?? 0;
  try {
    chownSync(folder, user, group);
    return fileFacts(folder)?.group === group;
  } catch {
    return false;
  } finally {
    chownSync(folder, user, own);
  }
};
