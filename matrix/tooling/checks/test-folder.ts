import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The one folder for temporary files of a whole test run. */
export type TestFolder = Readonly<{
  path: string;
  /** Every test is to have it as its own. */
  environment: Readonly<{ TMPDIR: string; NODE_COMPILE_CACHE: string }>;
  /** Names of what tests have left in it, once. */
  left(): Promise<readonly string[]>;
  remove(): Promise<void>;
}>;

/** @param compileCache - where Node keeps what it compiled: its usual place is among temporary files. */
export const openTestFolder = async (compileCache: string): Promise<TestFolder> => {
  // Short: tests listen on sockets below it.
  const path = await mkdtemp(join(tmpdir(), "t-"));
  // Tests start programs as another user, who has to get through.
  await chmod(path, 0o711);
  let told: readonly string[] = [];
  return {
    path,
    environment: { TMPDIR: path, NODE_COMPILE_CACHE: compileCache },
    left: async () => {
      const all = await readdir(path);
      const since = all.filter((name) => !told.includes(name)).sort();
      told = all;
      return since;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
};
