import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { EnvironmentFault } from "../domain/environment-fault.ts";

/** What `sun_path` holds without the zero behind it: 108 octets on Linux (unix(7)), 104 on macOS (unix(4)). */
const socketPathOctets = process.platform === "linux" ? 107 : 103;

/**
 * The longest path below the root: a run's folder ("/hm-" and 6 characters), in it a process's own ("/", a number and its
 * role), and in its "/tmp" what go-plugin makes there ("/plugin-dir" and "/plugin", with 10 digits each).
 */
const belowOctets = 10 + 14 + 4 + 21 + 17;

/** The longest root under which every socket of a run has a path that the system takes. */
export const longestRootOctets = socketPathOctets - belowOctets;

type Surroundings = Readonly<{
  environment: NodeJS.ProcessEnv;
  /** What the system calls its folder for temporary files. */
  usual: string;
  /** Short places, the preferred first. */
  others: readonly string[];
}>;

/**
 * The folder in which a run makes its private one: the usual one for temporary files, or, where that is too long for
 * the path of a socket, a short place of the system's.
 *
 * @throws EnvironmentFault if TMPDIR names no folder that can be written, or if there is none that can.
 */
export const temporaryRoot = (
  { environment, usual, others }: Surroundings = {
    environment: process.env,
    usual: tmpdir(),
    others: shortPlaces(process.env),
  },
): string => {
  const wrong = whyUnusable(usual);
  const isNamed = ["TMPDIR", "TMP", "TEMP"].some((name) => environment[name]);
  if (wrong !== null && isNamed) {
    throw new EnvironmentFault(
      `TMPDIR is ${usual}, ${wrong}; set it to a folder that can be written, with 100 MB free`,
    );
  }
  const found = [usual, ...others].find(
    (place) => Buffer.byteLength(place) <= longestRootOctets && whyUnusable(place) === null,
  );
  if (found !== undefined) return found;
  throw new EnvironmentFault(
    `none of ${[usual, ...others].join(", ")} is a folder that can be written and has a name of at most ${longestRootOctets} octets, as sockets need; set TMPDIR to one`,
  );
};

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
