import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { KeyLogFile } from "../observe/key-log-file.ts";

/**
 * A folder of one process alone: its TMPDIR, its key log, its copies of the keys and certificates that it is
 * told of. What it does there costs no other process anything.
 */
export type ProcessFolder = Readonly<{
  path: string;
  keyLog: KeyLogFile;
  /** Its copy of a file, with the same mode; made anew if the process has removed it, and only while something may be. */
  copyOf(file: string): string;
  /** Where it runs: what it writes there goes with it. */
  workingFolder: string;
  /** The environment that leads the process here. */
  environment: Readonly<{ SSLKEYLOGFILE: string; TMPDIR: string }>;
}>;

/**
 * @param path - of a folder that does not exist yet; made with mode 0700.
 * @param checkOpen - throws where nothing may be made any more.
 */
export const makeProcessFolder = (path: string, checkOpen: () => void): ProcessFolder => {
  // What is above its temporary folder is its own too, if it removes that.
  const temporary = join(path, "tmp");
  const make = () => {
    checkOpen();
    mkdirSync(temporary, { recursive: true, mode: 0o700 });
  };
  make();
  const keyLog = new KeyLogFile(join(path, "keys.txt"));
  return {
    path,
    keyLog,
    copyOf: (file) => {
      const copy = join(path, basename(file));
      if (!existsSync(copy)) {
        make();
        copyFileSync(file, copy);
      }
      return copy;
    },
    workingFolder: temporary,
    // go-plugin puts sockets into temporary folders, which outlive a process that is killed.
    environment: { SSLKEYLOGFILE: keyLog.path, TMPDIR: temporary },
  };
};
