// Loaded into a run before its own code (`node --import`): writes what the run's processes cost to the file that the
// environment names, when the run ends.
import { subscribe } from "node:diagnostics_channel";
import { readFileSync, writeFileSync } from "node:fs";
import { type EndedProcess, endedProcessChannel } from "../../run/supervise/ended-process.ts";
import { cpuTimeWithEndedMs } from "./cpu-time.ts";

/** What a run was seen to cost; times are in ms, and those of processors in ms of processor time. */
export type ObservedRun = Readonly<{
  processes: readonly EndedProcess[];
  orchestratorMs: number;
  /** All processes that the run has waited for. */
  othersMs: number;
  /** From the start of the orchestrator to its end. */
  wallMs: number;
  /** How much of each tenth of that time the machine's processors had nothing to do: 0 to 1. */
  idle: readonly number[];
}>;

/** Names the file. */
export const observedFile = "BENCH_OBSERVED_FILE";

const file = process.env[observedFile];
const processes: EndedProcess[] = [];

/** Idle and all time of all processors since the machine's start, in ticks (proc(5), /proc/stat). */
const processorTicks = (): Readonly<{ atMs: number; idle: number; all: number }> => {
  const [, ...ticks] = readFileSync("/proc/stat", "latin1").split("\n")[0]?.split(/\s+/) ?? [];
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...interrupts] = ticks.map(Number);
  // The last two, of guests, stand in the first two as well.
  const rest = interrupts.slice(0, -2).reduce((sum, one) => sum + one, 0);
  const quiet = idle + waiting;
  return { atMs: performance.now(), idle: quiet, all: user + nice + system + quiet + rest };
};

const ticks = [processorTicks()];

/** @param wallMs - in so many parts, by the samples that are nearest to where they meet. */
const idleParts = (wallMs: number, parts: number): readonly number[] => {
  const nearest = (atMs: number) =>
    ticks.reduce((best, one) =>
      Math.abs(one.atMs - atMs) < Math.abs(best.atMs - atMs) ? one : best,
    );
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => nearest((wallMs * edge) / parts));
    return from && to && to.all > from.all ? (to.idle - from.idle) / (to.all - from.all) : 0;
  });
};
if (file !== undefined) {
  delete process.env[observedFile];
  subscribe(endedProcessChannel, (ended) => processes.push(ended as EndedProcess));
  setInterval(() => ticks.push(processorTicks()), 50).unref();
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const orchestratorMs = (user + system) / 1000;
    const othersMs = cpuTimeWithEndedMs(process.pid) - orchestratorMs;
    ticks.push(processorTicks());
    const wallMs = performance.now();
    const idle = idleParts(wallMs, 10);
    const observed: ObservedRun = { processes, orchestratorMs, othersMs, wallMs, idle };
    writeFileSync(file, JSON.stringify(observed));
  });
}
