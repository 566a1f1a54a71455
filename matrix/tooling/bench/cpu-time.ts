import { readdirSync, readFileSync } from "node:fs";

/**
 * Processor time that a process's living threads and those of its descendants have used, in ms.
 * From /proc/PID/task/TID/schedstat, whose first field is nanoseconds (Linux, Documentation/scheduler/sched-stats).
 */
export const cpuTimeMs = (root: number): number => {
  let nanoseconds = 0;
  for (const pid of [root, ...descendants(root)]) {
    for (const thread of entries(`/proc/${pid}/task`)) {
      nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0] || 0);
    }
  }
  return nanoseconds / 1e6;
};

/**
 * Processor time that a process, its descendants and every child that it has waited for have used, in
 * ms, to the kernel's tick of 10 ms (proc(5), /proc/PID/stat fields 14 to 17).
 */
export const cpuTimeWithEndedMs = (root: number): number => {
  const ticks = [root, ...descendants(root)].reduce((total, pid) => {
    const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
    return total + fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  }, 0);
  return ticks * 10;
};

/** Peak resident memory of a process so far, in bytes; 0 if it has gone. */
export const peakRssBytes = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

const descendants = (root: number): readonly number[] => {
  const children = entries(`/proc/${root}/task`).flatMap((thread) =>
    read(`/proc/${root}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
};

const entries = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const read = (file: string): string => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
};
