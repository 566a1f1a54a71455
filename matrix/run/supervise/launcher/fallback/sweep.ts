import { setTimeout as delay } from "node:timers/promises";
import { ancestorsOf } from "./family.ts";
import { hunt, type Wanted } from "./hunt.ts";
import { bears, type Marks, newPatience } from "./mark.ts";
import type { Swept } from "./messages.ts";
import { checkedLimits, checkedMark, eachOption, type Limits, misuse } from "./options.ts";
import { eachProcess, type ProcessStat } from "./processes.ts";

/** As in sweep.go. */
export const sweepingTimeMs = 1500;

/** What a sweep ends. */
export type Quarry = Readonly<{
  marks: Marks;
  groups: ReadonlySet<number>;
  /** With all their descendants on Linux. */
  pids: ReadonlySet<number>;
}>;

/** Ends every process of the quarry, and tells which. */
export const sweep = async (words: readonly string[]): Promise<number> => {
  const swept = await end(parseQuarry(words), sweepingTimeMs);
  await new Promise<void>((resolve) => {
    process.stdout.on("error", () => resolve());
    process.stdout.write(`${JSON.stringify(swept)}\n`, () => resolve());
  });
  return statusOfSweep(swept);
};

export const statusOfSweep = ({ remaining }: Swept): number => (remaining.length > 0 ? 1 : 0);

const parseQuarry = (words: readonly string[]): Quarry => {
  let text = "";
  let limits: Limits | null = null;
  const groups = new Set<number>();
  const pids = new Set<number>();
  const dashed = eachOption(words, {
    "--mark": (value) => {
      text = checkedMark("--mark", value);
    },
    "--limit-mark": (value) => {
      limits = checkedLimits(value, true);
    },
    "--group": (value) => void groups.add(checkedPid("--group", value)),
    "--pid": (value) => void pids.add(checkedPid("--pid", value)),
  });
  if (text === "" || dashed !== null)
    misuse("launcher sweep: expected --mark, and nothing but options");
  return { marks: { text, prefix: false, limits }, groups, pids };
};

/** Never one of those that kill(2) takes for many processes, nor the first of all. */
const checkedPid = (name: string, value: string): number => {
  const pid = /^\d{1,10}$/.test(value) ? Number(value) : 0;
  return pid >= 2 && pid < 2 ** 31 ? pid : misuse(`launcher: ${name} ${value} is no process`);
};

/** Ends the quarry, but neither this launcher nor an ancestor of it. */
export const end = async (quarry: Quarry, limitMs: number): Promise<Swept> => {
  if (process.platform === "linux")
    return { type: "swept", ...(await hunt(wantedOf(quarry), limitMs)) };
  const targets = [
    ...[...quarry.pids].filter((pid) => pid !== process.pid && pid !== process.ppid),
    ...[...quarry.groups].map((group) => -group),
  ];
  const left = targets.filter((target) => reached(target, "SIGKILL"));
  const over = performance.now() + limitMs;
  const running = () => targets.filter((target) => reached(target, 0));
  while (running().length > 0 && performance.now() < over) await delay(5);
  const named = (target: number) => ({ pid: Math.abs(target), command: "" });
  return { type: "swept", left: left.map(named), remaining: running().map(named) };
};

const reached = (target: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
};

export const wantedOf = ({ marks, groups, pids }: Quarry): Wanted => {
  const seen = new Map<number, ProcessStat>();
  eachProcess(0, (pid, stat) => seen.set(pid, stat));
  const spared = new Set([process.pid, ...ancestorsOf(seen, process.pid)]);
  const wait = newPatience();
  return {
    bears: (pid, stat) =>
      !spared.has(pid) &&
      (pids.has(pid) || groups.has(stat.group) || bears(marks, pid, stat, wait)),
    related: (pid, family) =>
      !spared.has(pid) && ancestorsOf(family, pid).some((ancestor) => pids.has(ancestor)),
  };
};
