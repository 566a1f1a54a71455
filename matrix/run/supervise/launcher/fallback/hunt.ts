import { setTimeout as delay } from "node:timers/promises";
import type { Family } from "./family.ts";
import type { LeftProcess } from "./messages.ts";
import { commandOf, eachProcess, type ProcessStat } from "./processes.ts";

/** As in messages.go. */
const mostNamed = 100;

/** Which processes are to end: those that bear a mark, and those related to one that is to end. */
export type Wanted = Readonly<{
  bears(pid: number, stat: ProcessStat): boolean;
  related(pid: number, seen: Family): boolean;
}>;

/**
 * Ends processes as hunt_linux.go does: what is stopped does not fork, so it stops all that it finds until there is
 * no more to find, and only then kills.
 *
 * @returns what has ended, and what still runs when the time is over.
 */
export const hunt = async (
  wanted: Wanted,
  limitMs: number,
): Promise<Readonly<{ left: readonly LeftProcess[]; remaining: readonly LeftProcess[] }>> => {
  const end = performance.now() + limitMs;
  const found = new Map<number, string>();
  const refused = new Set<number>();
  const round = (): boolean => {
    const stopped = new Set<number>();
    const stop = (pid: number) => {
      if (stopped.has(pid) || refused.has(pid)) return;
      if (found.size < mostNamed && !found.has(pid)) found.set(pid, commandOf(pid));
      if (signal(pid, "SIGSTOP") === "EPERM") refused.add(pid);
      else stopped.add(pid);
    };
    let before: number;
    do {
      before = stopped.size;
      look(wanted, end, stop);
    } while (stopped.size > before && performance.now() < end);
    for (const pid of stopped) signal(pid, "SIGKILL");
    return stopped.size > 0;
  };
  let pauseMs = 1;
  for (let quiet = 0; quiet < 2 && performance.now() < end; quiet++) {
    if (!round()) continue;
    quiet = -1;
    await delay(pauseMs);
    pauseMs = Math.min(2 * pauseMs, 32);
  }
  const running = new Map<number, string>();
  look(wanted, 0, (pid) => {
    if (running.size < mostNamed && !running.has(pid)) running.set(pid, commandOf(pid));
  });
  for (const pid of running.keys()) found.delete(pid);
  return { left: named(found), remaining: named(running) };
};

/** Whether something that is to end runs. */
export const anythingRuns = (wanted: Wanted): boolean => {
  let found = false;
  look(wanted, 0, () => {
    found = true;
  });
  return found;
};

/** Shows what is to end as soon as it is seen, and at the end what is only then known to be related. */
const look = ({ bears, related }: Wanted, end: number, show: (pid: number) => void): void => {
  const seen = new Map<number, ProcessStat>();
  eachProcess(end, (pid, stat) => {
    seen.set(pid, stat);
    if (bears(pid, stat) || related(pid, seen)) show(pid);
  });
  for (const pid of seen.keys()) if (related(pid, seen)) show(pid);
};

const signal = (pid: number, name: NodeJS.Signals): string | undefined => {
  try {
    process.kill(pid, name);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

const named = (processes: ReadonlyMap<number, string>): readonly LeftProcess[] =>
  [...processes].map(([pid, command]) => ({ pid, command }));
