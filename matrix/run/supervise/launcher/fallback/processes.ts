/** The processes of the machine, as processes_linux.go reads them; none elsewhere than on Linux. */
import { readdirSync, readFileSync } from "node:fs";

export type ProcessStat = Readonly<{
  parent: number;
  group: number;
  /** The first thread has ended, and others run on. */
  headless: boolean;
}>;

/** PF_KTHREAD of linux/sched.h. */
const kernelThread = 0x00200000;

/**
 * Shows all running processes, each at least once, and those again that were made while it looked.
 *
 * @param end - of performance.now(): it looks for new ones no longer.
 */
export const eachProcess = (end: number, see: (pid: number, stat: ProcessStat) => void): void => {
  if (process.platform !== "linux") return;
  const seeIfRunning = (pid: number) => {
    const stat = statIn(String(pid));
    if (stat) see(pid, stat);
  };
  // A process has its number before it can be seen in /proc, so the last few are looked at twice, the newest of the
  // beginning among them.
  let seen = newestProcess();
  let previous = seen - 1;
  for (const name of readdirSync("/proc")) if (/^\d+$/.test(name)) seeIfRunning(Number(name));
  for (
    let newest = newestProcess();
    newest !== previous && performance.now() < end;
    newest = newestProcess()
  ) {
    for (let pid = previous + 1; pid <= newest; pid++) if (isProcess(pid)) seeIfRunning(pid);
    [previous, seen] = [seen, newest];
  }
};

/** A thread has a folder of its number too, though it is not listed (proc(5)). */
const isProcess = (pid: number): boolean => read(`${pid}/status`).includes(`\nTgid:\t${pid}\n`);

/** The fifth field of /proc/loadavg (proc(5)); 0 where there is none. */
const newestProcess = (): number => Number(read("loadavg").split(/\s+/)[4] ?? 0) || 0;

/** The third field of /proc/PID/stat and those behind it; undefined for what does not run (proc(5)). */
export const statIn = (folder: string): ProcessStat | undefined => {
  const text = read(`${folder}/stat`);
  const fields = text
    .slice(text.lastIndexOf(")") + 1)
    .trim()
    .split(" ");
  if (fields.length < 18) return undefined;
  const number = (field: number) => Number(fields[field - 3]);
  const state = fields[0];
  if (state === "X" || (number(9) & kernelThread) !== 0) return undefined;
  const headless = state === "Z" && number(20) > 1;
  if (state === "Z" && !headless) return undefined;
  return { parent: number(4), group: number(5), headless };
};

export const commandOf = (pid: number): string =>
  read(`${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, 200);

const read = (name: string): string => {
  try {
    return readFileSync(`/proc/${name}`, "utf8");
  } catch {
    return "";
  }
};
