import { closeSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownersOnly } from "../run/results/write-whole.ts";
import { temporaryRoot } from "../run/supervise/temporary-root.ts";
import type { Privacy } from "./session-privacy.ts";

/** Where a plugin is to write the secrets of its connections. */
export type PluginKeyLog = Readonly<{
  path: string;
  /** Removes what is not to stay. */
  finish(): void;
}>;

/**
 * The file that the host names in SSLKEYLOGFILE, which is the host's; else one of the tap's own in its folder, or, where
 * payloads are left out, in a private folder that goes with the tap.
 */
export const openKeyLog = (
  named: string | undefined,
  folder: string,
  payload: Privacy["payload"],
): PluginKeyLog => {
  if (named !== undefined) return { path: named, finish: () => {} };
  if (payload === "left-out") {
    const path = join(mkdtempSync(join(temporaryRoot().path, "tap-")), "key-log.txt");
    return { path, finish: () => remove(dirname(path)) };
  }
  const path = join(folder, "key-log.txt");
  try {
    // The plugin would make it as its umask says.
    closeSync(openSync(path, "a", ownersOnly));
  } catch {
    // The plugin and its host come first.
  }
  return { path, finish: () => isEmpty(path) && remove(path) };
};

const isEmpty = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.size === 0;

const remove = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What cannot be removed is the owner's alone.
  }
};
