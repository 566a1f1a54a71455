/**
 * Every process of a run starts here, under the launcher's guard:
 *
 * 1. argv is never read by a shell;
 * 2. descriptor 3 ties the process to the orchestrator: when that end closes, even by SIGKILL of the
 *    orchestrator, the launcher ends the process and all it started;
 * 3. nobody waits for a pipe: a process has ended when the launcher says so, whoever still holds its
 *    descriptors;
 * 4. what it prints is counted, kept within a bound, and ends it beyond a limit.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import type { Exit } from "../domain/evidence.ts";
import { BoundedText } from "./bounded-text.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import { type GuardMessage, parseGuardMessage } from "./launcher-messages.ts";
import { lineReader } from "./line-reader.ts";

/** A process that prints more than this is ended: no server or client of a cell has so much to say. */
const floodLimitOctets = 64 * 1024 * 1024;

/** How long a process may take to end after SIGTERM before it is killed. */
export const graceMs = 500;

/** How long the pipes of an ended process are still read: somebody else may hold them for ever. */
const lastWordsMs = 250;

export type Supervised = Readonly<{
  /** Of the launcher, whose child the process is; 0 if it could not be started. */
  pid: number;
  stdin: Writable;
  stderr: BoundedText;
  /** Settles when the process has ended or could not be started; never rejects. */
  ended: Promise<Ended>;
  /** SIGTERM, then SIGKILL after {@link graceMs}, to it and all it started. */
  stop(): Promise<Ended>;
}>;

export type Ended = Readonly<
  | { kind: "exited"; exit: Exit; cpuMs: number; reason: string | null }
  | { kind: "not-started"; error: string }
>;

export type StartOptions = Readonly<{
  /** argv of the launcher itself. */
  launcher: readonly string[];
  argv: readonly string[];
  /** Added to the orchestrator's own environment, cleaned of what would influence a cell. */
  environment: Readonly<Record<string, string>>;
  /** Each whole line of standard output. */
  onLine(line: string): void;
  /** Longest line of standard output; a longer one ends the process. */
  lineLimitOctets: number;
}>;

export const start = (options: StartOptions): Supervised => {
  const [command = "", ...launcherArgv] = options.launcher;
  const child: ChildProcess = spawn(
    command,
    [...launcherArgv, "guard", `--grace-ms=${graceMs}`, "--", ...options.argv],
    {
      env: { ...cleanEnvironment(process.env), ...options.environment },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      // Ctrl-C in a terminal goes to the foreground group: only the orchestrator is to get it.
      detached: true,
    },
  );
  const stderr = new BoundedText();
  let printed = 0;
  let reason: string | null = null;
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  const endBecause = (text: string) => {
    reason ??= text;
    void stop();
  };
  const count = (chunk: Buffer) => {
    printed += chunk.length;
    if (printed > floodLimitOctets)
      endBecause(`printed more than ${floodLimitOctets / 2 ** 20} MiB`);
  };
  const read = lineReader(options.lineLimitOctets, options.onLine, () =>
    endBecause(`printed a line of more than ${options.lineLimitOctets} octets`),
  );
  child.stdout?.on("data", (chunk: Buffer) => {
    count(chunk);
    read(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    count(chunk);
    stderr.append(chunk);
  });
  // A write to a process that has gone is an event of its own: `ended` tells.
  child.stdin?.on("error", () => {});

  let said: GuardMessage | null = null;
  const listen = lineReader(
    2 ** 20,
    (line) => {
      const message = parseGuardMessage(line);
      if (!message) return endBecause(`its launcher said ${line.slice(0, 200)}`);
      if (message.type !== "started") said = message;
    },
    () => {},
  );
  const control = child.stdio[3];
  control?.on("data", listen);
  control?.on("error", () => {});

  const ended = new Promise<Ended>((resolve) => {
    const finish = (code: number | null, signal: string | null) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (said?.type === "not-started") resolve({ kind: "not-started", error: said.error });
      else if (said?.type === "exit") {
        const { cpuMs, left } = said;
        const exit = { code: said.code, signal: said.signal, left };
        resolve({ kind: "exited", exit, cpuMs, reason });
      } else resolve({ kind: "exited", exit: { code, signal, left: [] }, cpuMs: 0, reason });
    };
    child.on("error", (error) => resolve({ kind: "not-started", error: error.message }));
    child.on("close", finish);
    child.on("exit", (code, signal) => {
      setTimeout(() => finish(code, signal), lastWordsMs).unref();
    });
  });
  if (!child.stdin) throw new Error("a process was started without a standard input");
  return { pid: child.pid ?? 0, stdin: child.stdin, stderr, ended, stop };
};
