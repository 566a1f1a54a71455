import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

/** Which process it is: a number alone is given to another when its process has ended. */
export const processIdentitySchema = z.object({
  host: z.string(),
  pid: z.number(),
  /** When it was started, in the system's own measure; empty where the system does not say. */
  started: z.string(),
});

export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

export const identityOf = (pid: number): ProcessIdentity => ({
  host: hostname(),
  pid,
  started: startOf(pid),
});

/** What runs on another host counts as running: nobody here can tell. */
export const isRunning = ({ host, pid, started }: ProcessIdentity): boolean => {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = startOf(pid);
  return started === "" || now === "" || now === started;
};

/** Field 22 of /proc/PID/stat (proc(5)), in ticks since the boot that is named with it. */
const startOf = (pid: number): string => {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before them is in parentheses, and may have some in it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot}+${fields[19] ?? ""}`;
  } catch {
    return "";
  }
};
