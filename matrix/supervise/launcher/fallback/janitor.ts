import { existsSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** As in janitor.go. */
const cleaningTimeMs = 3000;

/** Removes a folder when standard input ends, and again while dying processes write to it. */
export const janitor = async (folder: string): Promise<number> => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
  await new Promise<void>((resolve) => {
    const done = () => resolve();
    process.stdin.on("end", done).on("close", done).on("error", done).resume();
  });
  if (!existsSync(folder)) return 0;
  for (const last = performance.now() + cleaningTimeMs; performance.now() < last; ) {
    removed(folder);
    await delay(100);
  }
  return removed(folder) ? 0 : 1;
};

const removed = (folder: string): boolean => {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
};
