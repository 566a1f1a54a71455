/**
 * What lies below a folder, so that it can be told later, cheaply, whether it is still the same: time stamps first,
 * content where they differ. Nothing below a link is looked at; the file that a link leads to outside of the folder is.
 */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileBytes } from "./file-bytes.ts";
import { paced } from "./paced.ts";

export const fileKinds = ["file", "program", "link", "target", "folder", "other"] as const;

export type FileState = Readonly<{
  /** Relative to the folder; empty for the folder itself. */
  path: string;
  /** `program`: may be executed. `target`: what the link of this path leads to, outside of the folder. */
  kind: (typeof fileKinds)[number];
  size: number;
  mtimeMs: number;
  ctimeMs: number;
  ino: number;
  /** SHA-256 in hex of a file, where a link leads; empty for the others. */
  content: string;
}>;

/** More than the largest environment of a language has, and few enough to be looked at at every start. */
export const mostFiles = 100_000;

export const mostBytes = 8 * 2 ** 30;

/** A folder holds more than can be looked at. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";

  constructor(folder: string, of: "files" | "bytes") {
    const most = of === "files" ? `${mostFiles} files` : `${mostBytes / 2 ** 30} GiB`;
    super(`${folder} holds more than ${most}`);
  }
}

/**
 * @param ignored - names of files and folders that are left out, wherever they lie.
 * @throws TooMuch; the signal's reason, if it is aborted.
 */
export const filesBelow = async (
  folder: string,
  ignored: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly FileState[]> => {
  let read = 0;
  const states: FileState[] = [];
  const pause = paced(signal);
  for (const state of seenBelow(folder, ignored)) {
    read += state.size;
    if (read > mostBytes) throw new TooMuch(folder, "bytes");
    states.push({ ...state, content: contentOf(join(folder, state.path), state) });
    await pause(state.size);
  }
  return states;
};

/** As {@link filesBelow}, with nothing read: `content` is empty. */
export const seenBelow = (folder: string, ignored: readonly string[]): readonly FileState[] => {
  const leftOut = new Set(ignored);
  const states: FileState[] = [];
  const real = realPath(folder);
  const look = (path: string) => {
    const absolute = join(folder, path);
    const info = statsOf(absolute, "link");
    if (!info) return;
    const state = stateOf(path, info);
    states.push(state);
    if (states.length > mostFiles) throw new TooMuch(folder, "files");
    if (state.kind === "folder") {
      for (const name of readdirSync(absolute).sort()) {
        if (!leftOut.has(name)) look(path === "" ? name : `${path}/${name}`);
      }
    }
    if (state.kind === "link") {
      const target = statsOf(absolute, "target");
      if (target?.isFile() && !isWithin(real, realPath(absolute))) {
        states.push({ ...stateOf(path, target), kind: "target" });
      }
    }
  };
  look("");
  return states;
};

const isWithin = (folder: string, path: string) => path.startsWith(folder + sep);

const realPath = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const statsOf = (path: string, kind: FileState["kind"]): Stats | undefined => {
  try {
    return (kind === "target" ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  } catch {
    // A part of the path is no folder any more, or links lead in a circle.
    return undefined;
  }
};

const stateOf = (path: string, { size, mtimeMs, ctimeMs, ino, ...info }: Stats): FileState => ({
  path,
  kind: kindOf(info),
  size,
  mtimeMs,
  ctimeMs,
  ino,
  content: "",
});

const kindOf = ({ mode }: Pick<Stats, "mode">): FileState["kind"] => {
  switch (mode & 0o170000) {
    case 0o100000:
      return (mode & 0o111) === 0 ? "file" : "program";
    case 0o120000:
      return "link";
    case 0o040000:
      return "folder";
    default:
      return "other";
  }
};

/** @returns empty for what cannot be read, too: it has no content to compare. */
const contentOf = (path: string, { kind, size }: Pick<FileState, "kind" | "size">): string => {
  try {
    switch (kind) {
      case "file":
      case "program":
      case "target":
        return sha256(path, size);
      case "link":
        return readlinkSync(path);
      case "folder":
      case "other":
        return "";
    }
  } catch {
    return "";
  }
};

const sha256 = (path: string, size: number): string => {
  const hash = createHash("sha256");
  for (const some of fileBytes(path, size)) hash.update(some);
  return hash.digest("hex");
};

/** Whether size, time stamps and inode are as they were; of a folder, whether entries came or went. */
export const isUntouched = (folder: string, state: FileState): boolean => {
  // join() would take half of the time.
  const path = state.path === "" ? folder : `${folder}/${state.path}`;
  const info = statsOf(path, state.kind);
  return (
    info !== undefined &&
    info.mtimeMs === state.mtimeMs &&
    info.ctimeMs === state.ctimeMs &&
    info.ino === state.ino &&
    (state.kind === "folder" || info.size === state.size) &&
    isOfKind(info, state.kind)
  );
};

const isOfKind = (info: Stats, kind: FileState["kind"]) =>
  kind === "target" ? info.isFile() : kindOf(info) === kind;

/** Of a path that is not as it was: the same content with new time stamps, or what became of it. */
export const lookAgain = (folder: string, state: FileState): FileState | string => {
  const path = join(folder, state.path);
  const info = statsOf(path, state.kind);
  if (!info) return `${path} is missing`;
  const now = stateOf(state.path, info);
  if (now.kind === "link" && state.kind !== "link") {
    return `${path} was replaced by a link to ${contentOf(path, now)}`;
  }
  // A file that has grown is not read: it may have grown without an end.
  const sameSize = state.kind === "folder" || now.size === state.size;
  if (!sameSize || !isOfKind(info, state.kind)) return `${path} was changed`;
  const content = contentOf(path, { ...now, kind: state.kind });
  if (content !== state.content) return `${path} was changed`;
  return { ...now, kind: state.kind, content };
};

/** A path that was not there; undefined where none came. */
export const addedBelow = (
  folder: string,
  states: readonly FileState[],
  ignored: readonly string[],
): string | undefined => {
  const known = new Set(states.map(({ path }) => path));
  const added = seenBelow(folder, ignored).find(({ path }) => !known.has(path));
  return added && join(folder, added.path);
};
