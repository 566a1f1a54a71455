/** The marks of mark.go: a variable, and a resource limit where util-linux can set it. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Limits } from "./options.ts";
import { type ProcessStat, statIn } from "./processes.ts";
import { onPath } from "./start-error.ts";

const markVariable = "HANDSHAKE_MATRIX_MARK";

export type Marks = Readonly<{
  /** The value of the variable, or the beginning of it; empty for none. */
  text: string;
  prefix: boolean;
  limits: Limits | null;
}>;

/** An environment with this mark in the place of any other; without one, the environment. */
export const marked = (environment: NodeJS.ProcessEnv, mark: string): NodeJS.ProcessEnv =>
  mark === "" ? environment : { ...environment, [markVariable]: mark };

/** How long prlimit, which does one system call, may take. */
const prlimitMs = 2000;

/**
 * Marks the launcher, and so all that it starts, as setLimitMark of mark_linux.go does: by prlimit of util-linux
 * 2.21 or later; not at all where there is none, or where the limit is lower already.
 */
export const setLimitMark = (limits: Limits | null): void => {
  if (process.platform !== "linux" || limits === null) return;
  const hard = /^Max realtime timeout {1,32}\S{1,32} {1,32}(\S{1,32})/m.exec(
    readProc("self/limits"),
  )?.[1];
  const prlimit = onPath("prlimit");
  if (prlimit === undefined || hard === undefined) return;
  const [limit] = limits;
  if (hard !== "unlimited" && BigInt(hard) < limit) return;
  spawnSync(prlimit, ["--pid", String(process.pid), `--rttime=${limit}:${limit}`], {
    stdio: "ignore",
    timeout: prlimitMs,
    killSignal: "SIGKILL",
  });
};

/** Whether a process bears one of the marks. */
export const bears = (
  { text, prefix, limits }: Marks,
  pid: number,
  { headless }: ProcessStat,
  wait: Patience,
): boolean => {
  if (limits !== null) {
    const soft = /^Max realtime timeout {1,32}(\d{1,20})/m.exec(readProc(`${pid}/limits`))?.[1];
    if (soft !== undefined && limits[0] <= BigInt(soft) && BigInt(soft) <= limits[1]) return true;
  }
  if (text === "") return false;
  const variable = `\0${markVariable}=${text}${prefix ? "" : "\0"}`;
  const folders = headless
    ? threadsOf(pid).map((thread) => `${pid}/task/${thread}`)
    : [String(pid)];
  return folders.some((folder) => `\0${environmentIn(folder, wait)}`.includes(variable));
};

/** Reads again what execve(2) has emptied and not filled yet, as environmentIn of mark_linux.go does. */
const environmentIn = (folder: string, wait: Patience): string => {
  const read = () => readProc(`${folder}/environ`);
  for (let environment = read(); ; environment = read()) {
    if (environment !== "") return environment;
    // What ends has neither, too; what has arguments was started without an environment.
    const between = readProc(`${folder}/cmdline`) === "" && statIn(folder) !== undefined;
    if (!between || !wait.once()) return read();
  }
};

/**
 * How long a hunt waits for processes between two programs, all of them together: a program can take its arguments
 * and environment out of its memory for good.
 */
export type Patience = Readonly<{
  /** Waits for a moment; false when the time is over. */
  once(): boolean;
}>;

export const newPatience = (): Patience => {
  const momentMs = 0.2;
  let leftMs = 100;
  return {
    once: () => {
      if (leftMs < momentMs) return false;
      leftMs -= momentMs;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, momentMs);
      return true;
    },
  };
};

const threadsOf = (pid: number): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
};

const readProc = (name: string): string => {
  try {
    return readFileSync(`/proc/${name}`, "latin1");
  } catch {
    return "";
  }
};
