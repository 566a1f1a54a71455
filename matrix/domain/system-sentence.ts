import { cleanLine } from "./outside-text.ts";

/** The members that Node gives to an error of the system (`SystemError`, `ErrnoException`). */
type SystemError = Error &
  Readonly<{
    code: string;
    syscall?: string;
    path?: string;
    address?: string;
    port?: number;
  }>;

/** What a sentence needs to know of the process besides the error. */
export type Surroundings = Readonly<{
  /** The folder for temporary files; null where it is not known. */
  temporary: string | null;
}>;

/** An error may be the cause of another; a chain that is longer than this goes in a circle. */
const longestChain = 8;

/**
 * One sentence for an error of the operating system: what was wrong, where, what would be right.
 *
 * @returns null for an error that is none of the system's, or that says more of the program than of its machine.
 */
export const systemSentence = (error: unknown, surroundings: Surroundings): string | null => {
  const found = systemErrorIn(error);
  if (found === null) return null;
  const wrong = wrongs[found.code];
  if (wrong === undefined) return null;
  const { what, right } = wrong(found, surroundings);
  const where = whereOf(found);
  return cleanLine(`${what}${where === "" ? "" : ` ${where}`} (${detailOf(found)}): ${right}`);
};

/** Whether an error, or what caused it, has this code. */
export const hasSystemCode = (error: unknown, ...codes: readonly string[]): boolean => {
  const found = systemErrorIn(error);
  return found !== null && codes.includes(found.code);
};

const systemErrorIn = (error: unknown): SystemError | null => {
  let one = error;
  for (let depth = 0; depth < longestChain && one instanceof Error; depth++) {
    const { code } = one as { code?: unknown };
    if (typeof code === "string" && code in wrongs) return one as SystemError;
    one = one instanceof AggregateError ? (one.errors[0] as unknown) : one.cause;
  }
  return null;
};

const detailOf = ({ code, syscall }: SystemError) =>
  syscall === undefined ? code : `${code} of ${syscall.split(" ")[0]}`;

/** The file or the address; of a program that was to be started, its name. */
const whereOf = ({ path, syscall = "", address, port }: SystemError): string => {
  if (path !== undefined) return path;
  if (address !== undefined) return port === undefined ? address : `${address}:${port}`;
  return syscall.startsWith("spawn ") ? syscall.slice("spawn ".length) : "";
};

type Wrong = (
  error: SystemError,
  surroundings: Surroundings,
) => Readonly<{ what: string; right: string }>;

const isWithin = (path: string | undefined, folder: string | null): boolean =>
  path !== undefined && folder !== null && (path === folder || path.startsWith(`${folder}/`));

const elsewhere = (path: string | undefined, { temporary }: Surroundings): string =>
  path === undefined || isWithin(path, temporary)
    ? "set TMPDIR to a folder with 100 MB free"
    : "name a folder on another device";

const always =
  (what: string, right: string): Wrong =>
  () => ({ what, right });

const memory = "end other programs, or run with fewer cells at once: --jobs 1";

const wrongs: Readonly<Record<string, Wrong>> = {
  ENOSPC: ({ syscall, path }, surroundings) =>
    syscall === "watch"
      ? {
          what: "no more files can be watched:",
          right: "raise fs.inotify.max_user_watches",
        }
      : {
          what: path === undefined ? "no space left on the device" : "no space left for",
          right: `free some, or ${elsewhere(path, surroundings)}`,
        },
  EDQUOT: ({ path }, surroundings) => ({
    what: path === undefined ? "the disk quota is used up" : "the disk quota is used up for",
    right: `free some, or ${elsewhere(path, surroundings)}`,
  }),
  EFBIG: always(
    "a file would be larger than this process may write:",
    "raise the limit with ulimit -f unlimited",
  ),
  EMFILE: always(
    "this process has no file descriptor left for",
    "raise the limit with ulimit -n 1024, or run with fewer cells at once: --jobs 1",
  ),
  ENFILE: always(
    "the system has no file descriptor left for",
    "end other programs, or raise fs.file-max",
  ),
  EADDRNOTAVAIL: ({ port }) => ({
    what:
      port === undefined || port === 0
        ? "no address or port is free for"
        : "this machine cannot use",
    right: "wait until closed connections are forgotten, or widen net.ipv4.ip_local_port_range",
  }),
  EADDRINUSE: always("somebody else listens on", "name another address"),
  EAGAIN: ({ syscall }) => ({
    what: syscall?.startsWith("spawn")
      ? "no process can be started for"
      : "the system has nothing left for now for",
    right: "end other programs, or raise the limit of processes with ulimit -u",
  }),
  ENOMEM: always("no memory left for", memory),
  ENOBUFS: always("no memory left for", memory),
  EROFS: ({ path }, surroundings) => ({
    what: "read-only is the file system of",
    right: isWithin(path, surroundings.temporary)
      ? "set TMPDIR to a folder that can be written"
      : "name a folder that can be written",
  }),
  EACCES: ({ syscall }) => ({
    what: "permission denied for",
    right: syscall?.startsWith("spawn")
      ? "make it executable (chmod +x), on a file system without noexec"
      : "give this user the permission, or name another place",
  }),
  EPERM: always(
    "this user may not do that with",
    "give this user the permission, or name another place",
  ),
  EISDIR: always("a folder stands where a file is expected:", "move it away"),
  ENOTDIR: always(
    "a file stands where a folder is expected, above or at",
    "move it away, or name another place",
  ),
  ENAMETOOLONG: always("the name is too long for the file system:", "name a shorter place"),
  ELOOP: always("symbolic links lead in a circle at", "remove one of them"),
  EIO: always(
    "the device failed at",
    "look at the system's log, and name a folder on another device",
  ),
  ENXIO: always("no file that can be read stands at", "name a file"),
  ENODEV: always("no driver is there for the device at", "name a file"),
  ETXTBSY: always(
    "a program that is being written cannot be started:",
    "run again when its build has ended",
  ),
  ENOENT: ({ syscall, path }, surroundings) => {
    if (syscall === "uv_cwd") {
      return {
        what: "the working folder has been removed",
        right: "change to one that exists, as with cd /",
      };
    }
    if (syscall?.startsWith("spawn")) {
      return { what: "there is no program", right: "install it, or have its folder in PATH" };
    }
    return {
      what: "there is no",
      right: isWithin(path, surroundings.temporary)
        ? "somebody removed it, or TMPDIR names no folder: set TMPDIR to one that exists"
        : "somebody removed it, or the name is wrong",
    };
  },
};
