/** Where a run's keys, sockets and processes have their files. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startJanitor } from "../supervise/janitor.ts";
import { runLimits, runMark } from "../supervise/marks.ts";
import { temporaryRoot } from "../supervise/temporary-root.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { makeProcessFolder, type ProcessFolder } from "./process-folder.ts";

export type PrivateFolder = Readonly<{
  /** Of keys and certificates. */
  pki: string;
  /** A path that nobody else uses; short enough for a socket. */
  socket(name: string): string;
  /**
   * A folder for a process.
   *
   * @throws HarnessFault once the run is being ended: a start that is still under way would bring back what has been
   *   removed. So does what is made in that folder later.
   */
  ofProcess(role: string): ProcessFolder;
  /** Removes it with all that is in it; whoever writes there has been ended before. */
  remove(): Promise<void>;
}>;

/** The janitor ends what is left, which takes the launcher's time at most; mostly nothing is. */
const cleaningLimitMs = 5000;

export type PrivateFolderOptions = Readonly<{
  /** Its janitor removes the folder if this process cannot. */
  launcher: readonly string[];
  /** Told where the folder lies, if that is not where TMPDIR says, and that it stays, if it does; a sentence each. */
  note(sentence: string): void;
  /** Whether the run is being ended. */
  isClosed(): boolean;
}>;

/** @throws EnvironmentFault */
export const openPrivateFolder = ({
  launcher,
  note,
  isClosed,
}: PrivateFolderOptions): PrivateFolder => {
  const root = temporaryRoot();
  if (root.insteadBecause !== null) note(root.insteadBecause);
  // With mode 0700 (POSIX), and with nothing between it and its janitor.
  const folder = mkdtempSync(join(root.path, "hm-"));
  const janitor = startJanitor(launcher, folder, { runMark, limitMark: runLimits });
  const pki = join(folder, "pki");
  const sockets = join(folder, "sockets");
  mkdirSync(pki);
  mkdirSync(sockets);
  let made = 0;
  const checkOpen = () => {
    if (isClosed()) throw new HarnessFault("not started: everything is being ended");
  };
  return {
    pki,
    socket: (name) => join(sockets, `${++made}-${name}`),
    ofProcess: (role) => makeProcessFolder(join(folder, `${++made}-${role}`), checkOpen),
    remove: async () => {
      const fault = removalFault(folder);
      // What is left of the run, and still writes there, is the janitor's.
      await janitor.dismiss(cleaningLimitMs);
      if (fault !== null && existsSync(folder)) note(left(folder, fault));
    },
  };
};

/** Somebody may write there while it is read. */
const removalTries = { maxRetries: 3, retryDelay: 20 };

/** Synchronous, which takes a fifth of the time. @returns the system's code for why it stays; null where it is gone. */
const removalFault = (folder: string): string | null => {
  try {
    rmSync(folder, { recursive: true, force: true, ...removalTries });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
};

const left = (folder: string, code: string) =>
  `${folder} stays, since something in it cannot be removed (${code}), and may have keys of this run: remove it with rm -rf ${folder}, where a file is immutable after chattr -R -i ${folder}`;
