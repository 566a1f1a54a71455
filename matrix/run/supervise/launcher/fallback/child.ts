import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync } from "node:fs";
import { marked, setLimitMark } from "./mark.ts";
import type { Ended } from "./messages.ts";
import type { Options } from "./options.ts";
import { commandOf } from "./processes.ts";
import { couldNotStart, findProgram, onPath, type StartError, whyNotIn } from "./start-error.ts";

/** The guarded program, alone in its process group. */
export type Child = Readonly<{
  kind: "started";
  process: ChildProcess;
  pid: number;
  /** SIGTERM to the group, and SIGKILL after the grace; more than one asking is one. */
  end(): void;
  /**
   * Settles when the program has ended, and what is left of its group has been killed; at the latest two seconds
   * after the program was killed.
   */
  ended: Promise<Ended>;
}>;

/** As in child.go. */
const killingTimeMs = 2000;

/** Runs a program with its mark, and ends it when the launcher is to end. */
export const start = async (
  options: Options,
  output: "inherit" | "pipe",
): Promise<Child | StartError> => {
  const [command = "", ...argv] = options.argv ?? [];
  setLimitMark(options.limitMark);
  const elsewhere = enter(options.folder);
  if (elsewhere) return elsewhere;
  const program = findProgram(command);
  if (program.kind === "not-started") return program;
  const { file } = program;
  const [first, ...rest] = [...dyingWithLauncher(), file, ...argv];
  let child: ChildProcess | undefined;
  let killing: NodeJS.Timeout | undefined;
  const overdue = Promise.withResolvers<Ended>();
  const kill = (killed: ChildProcess) => {
    signalGroup(killed, "SIGKILL");
    const { pid = 0 } = killed;
    killing = setTimeout(() => {
      const remaining = [{ pid, command: commandOf(pid) }];
      overdue.resolve({ code: null, signal: "SIGKILL", remaining });
    }, killingTimeMs);
  };
  const end = () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (killing !== undefined) return;
    signalGroup(child, "SIGTERM");
    killing = setTimeout(kill, options.graceMs, child);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  try {
    child = spawn(first ?? file, rest, {
      stdio: ["inherit", output, output],
      detached: true,
      env: marked(process.env, options.mark),
    });
  } catch (error) {
    return couldNotStart(file, error as NodeJS.ErrnoException);
  }
  const ended = Promise.race([settledEnd(child), overdue.promise]).then((how) => {
    clearTimeout(killing);
    return how;
  });
  const failed = await startOf(child);
  if (failed) return couldNotStart(file, failed);
  // The program alone is to hold its standard input: somebody may wait for its end.
  closeSync(0);
  return { kind: "started", process: child, pid: child.pid ?? 0, end, ended };
};

const enter = (folder: string): StartError | null => {
  try {
    if (folder !== "") process.chdir(folder);
    return null;
  } catch (error) {
    return whyNotIn(folder, error as NodeJS.ErrnoException);
  }
};

const startOf = (child: ChildProcess): Promise<Error | null> =>
  new Promise((resolve) => {
    child.once("spawn", () => resolve(null)).on("error", resolve);
  });

const settledEnd = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      signalGroup(child, "SIGKILL");
      resolve({ code, signal, remaining: [] });
    });
  });

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group has gone already: ESRCH.
  }
};

/**
 * What makes a program die with a launcher that is itself killed: setpriv of util-linux 2.33 or later; nothing
 * where there is none. BusyBox has a setpriv without the option.
 */
const dyingWithLauncher = (): readonly string[] => {
  const setpriv = process.platform === "linux" ? onPath("setpriv") : undefined;
  if (setpriv === undefined) return [];
  const argv = ["--pdeathsig", "KILL", "--"];
  const { status } = spawnSync(setpriv, [...argv, "true"], {
    stdio: "ignore",
    timeout: killingTimeMs,
    killSignal: "SIGKILL",
  });
  return status === 0 ? [setpriv, ...argv] : [];
};
