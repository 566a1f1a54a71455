import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RunResult } from "../../domain/run-result.ts";
import { places } from "../../places.ts";
import { resultsSchema } from "../../report/results-schema.ts";
import { faultsOf } from "./faults-of.ts";
import { type Marked, markedProcesses } from "./marked.ts";
import type { Random } from "./random.ts";

/** What is done to the orchestrator itself; to its processes signals are sent in every round. */
export type Ending = "none" | "interrupted" | "killed";

export type Round = Readonly<{
  preset: string;
  ending: Ending;
  sent: readonly string[];
  result: RunResult | null;
  elapsedMs: number;
  /** What must not be, a sentence each. */
  faults: readonly string[];
}>;

const signals = [
  "SIGKILL",
  "SIGKILL",
  "SIGSTOP",
  "SIGTERM",
  "SIGSEGV",
  "SIGHUP",
  "SIGINT",
] as const;

/**
 * After one Ctrl-C a run has ended within this, whatever its programs do; half a second is this program's own. A machine
 * with more to run than it has processors takes longer over everything.
 */
const interruptionMs = () => 2500 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** After the orchestrator's death the launchers and the janitor have this long. */
const cleaningMs = 8000;

/** A round that takes longer hangs. */
const roundLimitMs = 15 * 60_000;

/** Runs a preset and sends signals to its processes until it ends. */
export const round = async (
  folder: string,
  preset: string,
  ending: Ending,
  random: Random,
): Promise<Round> => {
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true });
  const out = join(folder, "results");
  const marker = `SOAK_MARKER=${randomBytes(12).toString("hex")}`;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ["matrix/cli.js", "run", "--preset", preset, "--out", out, "--jobs", `${2 + random.below(7)}`],
    {
      cwd: places.root,
      env: { ...process.env, CI: "true", TMPDIR: temporary, SOAK_MARKER: marker.slice(12) },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  let ended: { code: number | null; signal: string | null } | null = null;
  child.on("close", (code, signal) => {
    ended = { code, signal };
  });
  const others = () => markedProcesses(marker).filter(({ pid }) => pid !== child.pid);
  const sent: string[] = [];
  const endAt = began + 500 + random.below(8000);
  let interruptedAt: number | null = null;
  let overdue = false;
  while (ended === null && !overdue) {
    await pause(20 + random.below(600));
    const now = performance.now();
    overdue = now - began > roundLimitMs;
    // Before the run has its folder, a signal finds a program that is only being loaded.
    const isUnderWay = existsSync(join(out, "latest"));
    if (ending !== "none" && isUnderWay && now > endAt && interruptedAt === null) {
      interruptedAt = performance.now();
      child.kill(ending === "killed" ? "SIGKILL" : "SIGINT");
    }
    // A janitor is the last that cleans up where the orchestrator is killed.
    const targets = others().filter(
      ({ command }) => ending !== "killed" || !/ janitor /.test(command),
    );
    if (interruptedAt === null && targets.length > 0) sent.push(send(random.one(targets), random));
  }
  const endedAt = performance.now();
  if (overdue) child.kill("SIGKILL");
  const settled = await eventually(
    () => others().length === 0 && readdirSync(temporary).length === 0,
    ending === "killed" || overdue ? cleaningMs : 0,
  );
  const result = readResult(out);
  return {
    preset,
    ending,
    sent,
    result,
    elapsedMs: endedAt - began,
    faults: [
      ...(overdue ? [`it had not ended after ${roundLimitMs / 60_000} min`] : []),
      ...(settled ? [] : left(others(), temporary)),
      ...(ending === "killed" ? [] : faultsOf(ended, result, stderr)),
      ...(ending === "interrupted" &&
      interruptedAt !== null &&
      endedAt - interruptedAt > interruptionMs()
        ? [`it ended ${Math.round(endedAt - interruptedAt)} ms after SIGINT`]
        : []),
    ],
  };
};

const send = ({ pid, command }: Marked, random: Random): string => {
  const signal = random.one(signals);
  try {
    process.kill(pid, signal);
  } catch {
    // It has gone already.
  }
  return `${signal} ${command.slice(0, 60)}`;
};

const readResult = (out: string): RunResult | null => {
  const file = join(out, "latest", "results.json");
  return existsSync(file) ? resultsSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
};

const left = (processes: readonly Marked[], temporary: string): readonly string[] => [
  ...processes.map(({ pid, command }) => `process ${pid} is left: ${command}`),
  ...readdirSync(temporary).map((name) => `file ${join(temporary, name)} is left`),
];

const eventually = async (holds: () => boolean, limitMs: number): Promise<boolean> => {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(20);
  }
  return true;
};
