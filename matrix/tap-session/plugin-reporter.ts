import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { Eventual } from "../limits/eventual.ts";
import type { PluginBegun, PluginNews } from "./plugin-news.ts";

/** How often the reporter gets what is new: so much is lost where a host kills the tap. */
const everyMs = 50;

/** How long the reporter may take to write the last: go-plugin's host kills a plugin after 2 s (client.go, Kill). */
const lastWriteMs = 1500;

export type PluginReporter = Readonly<{
  /** Tells the last, and settles when it has been written. */
  finish(): Promise<void>;
}>;

/**
 * Starts the process that reads, draws, diagnoses and writes: none of that takes time from the relay, and
 * where the host kills the tap it is done all the same.
 *
 * @param live - where ladders are drawn as they grow: a file, "tty", or null for the terminal if there is one.
 * @param news - what there is since the last call; null if nothing.
 */
export const startReporter = (
  begun: PluginBegun,
  live: string | null,
  news: () => PluginNews | null,
): PluginReporter => {
  const output = liveOutput(live);
  const reporter = spawn(process.execPath, [join(import.meta.dirname, "reporter.ts")], {
    // A session of its own: it is to outlive what is sent to the tap's group.
    detached: true,
    stdio: ["ignore", output ?? "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  if (output !== null) closeSync(output);
  const over = Eventual.when<void>((settle) => {
    reporter.once("exit", () => settle()).once("error", () => settle());
  });
  let busy = true;
  const send = (message: PluginBegun | PluginNews) => {
    busy = true;
    if (!reporter.connected) return;
    reporter.send(message, () => {
      busy = false;
    });
  };
  send(begun);
  const timer = setInterval(() => {
    const some = busy ? null : news();
    if (some) send(some);
  }, everyMs);
  return {
    finish: async () => {
      clearInterval(timer);
      const last = news();
      if (last) send(last);
      await over.orAfter(lastWriteMs, undefined);
    },
  };
};

/** null where it cannot be opened: what a plugin prints has no room for a complaint. */
const liveOutput = (live: string | null): number | null => {
  try {
    return openSync(live === null || live === "tty" ? "/dev/tty" : live, "a", 0o600);
  } catch {
    return null;
  }
};
