import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync } from "node:fs";
import type { Ended } from "./messages.ts";
import { couldNotStart, findProgram, onPath, type StartError } from "./start-error.ts";

/** The guarded program, alone in its process group. */
export type Child = Readonly<{
  kind: "started";
  process: ChildProcess;
  pid: number;
  /** SIGTERM to the group, and SIGKILL after the grace; more than one asking is one. */
  end(): void;
  /** Settles when the program has ended; what is left of its group has then been killed. */
  ended: Promise<Ended>;
}>;

/** Runs a program, and ends it when the launcher is to end. */
export const start = async (
  [command = "", ...argv]: readonly string[],
  output: "inherit" | "pipe",
  graceMs: number,
): Promise<Child | StartError> => {
  const program = findProgram(command);
  if (program.kind === "not-started") return program;
  const { file } = program;
  const [first, ...rest] = [...dyingWithLauncher(), file, ...argv];
  let child: ChildProcess | undefined;
  let killing: NodeJS.Timeout | undefined;
  const end = () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (killing !== undefined) return;
    signalGroup(child, "SIGTERM");
    killing = setTimeout(signalGroup, graceMs, child, "SIGKILL");
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  try {
    child = spawn(first ?? file, rest, { stdio: ["inherit", output, output], detached: true });
  } catch (error) {
    return couldNotStart(file, error as NodeJS.ErrnoException);
  }
  const ended = settledEnd(child).then((how) => {
    clearTimeout(killing);
    return how;
  });
  const failed = await startOf(child);
  if (failed) return couldNotStart(file, failed);
  // The program alone is to hold its standard input: somebody may wait for its end.
  closeSync(0);
  return { kind: "started", process: child, pid: child.pid ?? 0, end, ended };
};

const startOf = (child: ChildProcess): Promise<Error | null> =>
  new Promise((resolve) => {
    child.once("spawn", () => resolve(null)).on("error", resolve);
  });

const settledEnd = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      signalGroup(child, "SIGKILL");
      resolve({ code, signal });
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
  const { status } = spawnSync(setpriv, [...argv, "true"], { stdio: "ignore" });
  return status === 0 ? [setpriv, ...argv] : [];
};
