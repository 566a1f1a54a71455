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

/** Peak resident memory of a process so far, in octets; 0 if it has gone. */
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
