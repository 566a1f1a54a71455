import { readdirSync, readFileSync } from "node:fs";

export type Marked = Readonly<{ pid: number; command: string }>;

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
};

/** Processes whose environment has an entry, which everything that a process starts inherits (proc(5)). */
export const markedProcesses = (entry: string): readonly Marked[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).split("\0").includes(entry))
    .map((pid) => ({
      pid: Number(pid),
      command: read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim(),
    }))
    .filter(({ command }) => command !== "");
