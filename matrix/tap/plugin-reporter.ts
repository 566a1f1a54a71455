import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Eventual } from "../limits/eventual.ts";
import { places } from "../places.ts";
import { type PluginBegun, type PluginNews, writeNow, written } from "./plugin-news.ts";

/** How often the reporter gets what is new and does not pass on: what is printed on standard error. */
const everyMs = 50;

/** How long the reporter may take to write the last: go-plugin's host kills a plugin after 2 s (client.go, Kill). */
const lastWriteMs = 1500;

export type PluginReporter = Readonly<{
  /**
   * Hands what is new to the system, which keeps it for the reporter whatever becomes of this process: what is told
   * before it passes on is reported, however soon the host kills the tap.
   */
  tell(): void;
  /** The same, and settles when it has been written; after {@link lastWriteMs} in any case. */
  write(): Promise<void>;
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
  const reporter = spawn(process.execPath, [places.programs.reporter], {
    // A session of its own: it is to outlive what is sent to the tap's group.
    detached: true,
    stdio: ["ignore", output ?? "ignore", "ignore", "ipc"],
    serialization: "advanced",
    // From its first file on: Node would load its TypeScript parser for this one alone.
    env: { ...process.env, NODE_COMPILE_CACHE: places.compileCache },
  });
  if (output !== null) closeSync(output);
  const over = Eventual.when<void>((settle) => {
    reporter.once("exit", () => settle()).once("error", () => settle());
  });
  /** Messages that the system has not taken yet. */
  let waiting = 0;
  const send = (message: PluginBegun | PluginNews | typeof writeNow) => {
    if (!reporter.connected) return;
    waiting += 1;
    reporter.send(message, () => {
      waiting -= 1;
    });
  };
  const tell = () => {
    const some = news();
    if (some) send(some);
  };
  send(begun);
  const timer = setInterval(() => {
    if (waiting === 0) tell();
  }, everyMs);
  return {
    tell,
    write: async () => {
      const answered = Eventual.when<void>((settle) => {
        reporter.once("message", (answer) => answer === written && settle());
      });
      tell();
      send(writeNow);
      await Eventual.first(answered, over).orAfter(lastWriteMs, undefined);
    },
    finish: async () => {
      clearInterval(timer);
      tell();
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
