import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { EnvironmentFault } from "../../domain/environment-fault.ts";

/** What `sun_path` holds without the zero behind it: 108 bytes on Linux (unix(7)), 104 on macOS (unix(4)). */
const socketPathBytes = process.platform === "linux" ? 107 : 103;

/**
 * The longest path below the root: a run's folder ("/hm-" and 6 characters), in it a process's own ("/", a number and its
 * role), and in its "/tmp" what go-plugin makes there ("/plugin-dir" and "/plugin", with 10 digits each).
 */
const belowBytes = 10 + 14 + 4 + 21 + 17;

/** The longest root under which every socket of a run has a path that the system takes. */
export const longestRootBytes = socketPathBytes - belowBytes;

/**
 * What a path must not have that stands, as it is, in a handshake line, between whose fields is `|`, and in the
 * configurations of fixtures/routes, each of which has quotes and comments of its own.
 */
const unsafe = /[^\p{L}\p{N}/._~@%+=:,-]/u;

type Surroundings = Readonly<{
  environment: NodeJS.ProcessEnv;
  /** What the system calls its folder for temporary files. */
  usual: string;
  /** Short places, the preferred first. */
  others: readonly string[];
}>;

export type TemporaryRoot = Readonly<{
  /** Absolute. */
  path: string;
  /** Why it is not the usual folder, one sentence; null where it is. */
  insteadBecause: string | null;
}>;

/**
 * The folder in which a run makes its private one: the usual one for temporary files, or, where sockets, handshake
 * lines or configurations do not take its name, a place of the system's.
 *
 * @throws EnvironmentFault if TMPDIR names no folder that can be written, or if there is none that can.
 */
export const temporaryRoot = (
  { environment, usual, others }: Surroundings = {
    environment: process.env,
    usual: tmpdir(),
    others: shortPlaces(process.env),
  },
): TemporaryRoot => {
  const wrong = whyUnusable(usual);
  const isNamed = ["TMPDIR", "TMP", "TEMP"].some((name) => environment[name]);
  if (wrong !== null && isNamed) {
    throw new EnvironmentFault(
      `TMPDIR is ${shown(usual)}, ${wrong}; set it to a folder that can be written, with 100 MB free`,
    );
  }
  const places = [usual, ...others].map((place) => resolve(place));
  const path = places.find((place) => whyUnfit(place) === null && whyUnusable(place) === null);
  if (path === undefined) {
    throw new EnvironmentFault(
      `none of ${places.map(shown).join(", ")} is a folder that can be written and has a name of at most ${longestRootBytes} bytes, as sockets need, with letters, digits and /._~@%+=:,- alone; set TMPDIR to one`,
    );
  }
  const unfit = whyUnfit(resolve(usual));
  const insteadBecause =
    path === places[0] || unfit === null
      ? null
      : `temporary files lie in ${path}: the name ${shown(usual)} ${unfit}`;
  return { path, insteadBecause };
};

/** null for a name that everything takes that it is told to. */
const whyUnfit = (path: string): string | null => {
  if (Buffer.byteLength(path) > longestRootBytes) {
    return `has more than ${longestRootBytes} bytes, too many for sockets`;
  }
  const [character] = unsafe.exec(path) ?? [];
  return character === undefined
    ? null
    : `has ${JSON.stringify(character)}, which cannot stand in a handshake line or in an intermediary's configuration`;
};

/** On one line, whatever is in it. */
const shown = (path: string): string => (unsafe.test(path) ? JSON.stringify(path) : path);

/** The user's own runtime folder first (XDG Base Directory Specification): nobody else may enter it. */
const shortPlaces = ({ XDG_RUNTIME_DIR: own }: NodeJS.ProcessEnv): readonly string[] => [
  ...(own ? [own] : []),
  "/tmp",
  "/dev/shm",
];

/** null for a folder that can be written. */
const whyUnusable = (path: string): string | null => {
  try {
    if (!statSync(path).isDirectory()) return "which is no folder";
    accessSync(path, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "which does not exist" : `which cannot be written (${code})`;
  }
};
