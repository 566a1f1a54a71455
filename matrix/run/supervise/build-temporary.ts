import { mkdirSync, rmSync } from "node:fs";
import { besideBuild } from "./build-record.ts";

/** What names a place for temporary files: POSIX's variable, the two that Python and Node read too, and Go's own. */
const variables = ["TMPDIR", "TMP", "TEMP", "GOTMPDIR"];

/**
 * Acts with a folder for temporary files that goes with the build: compilers that are ended leave theirs. Whoever
 * calls this holds the lock of the build, so that what a killed build has left is nobody's, and goes too.
 *
 * @param act - told the environment that leads programs there.
 */
export const withTemporary = async <T>(
  build: string,
  act: (environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> => {
  const folder = besideBuild(build, "temporary");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return await act(Object.fromEntries(variables.map((name) => [name, folder])));
  } finally {
    removeNow(folder);
  }
};

const removeNow = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // How the build went counts for more; the next one tries again, and says why it cannot.
  }
};
