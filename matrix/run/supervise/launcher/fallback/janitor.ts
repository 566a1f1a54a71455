import { existsSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { anythingRuns } from "./hunt.ts";
import {
  checkedGraceMs,
  checkedLimits,
  checkedMark,
  defaultGraceMs,
  eachOption,
  type Limits,
  misuse,
} from "./options.ts";
import { end, type Quarry, statusOfSweep, sweepingTimeMs, wantedOf } from "./sweep.ts";

/** As in janitor.go. */
const cleaningTimeMs = 3000;
const dismissedCleaningTimeMs = 300;

/** Ends what is left of a run when standard input ends, and removes its folder; any byte before is a dismissal. */
export const janitor = async (words: readonly string[]): Promise<number> => {
  const { run, graceMs, folder } = parseJanitor(words);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
  let isDismissed = false;
  await new Promise<void>((resolve) => {
    const done = () => resolve();
    process.stdin.on("data", () => {
      isDismissed = true;
    });
    process.stdin.on("end", done).on("close", done).on("error", done);
  });
  const status = await swept(run, graceMs);
  if (!existsSync(folder)) return status;
  const limitMs = isDismissed ? dismissedCleaningTimeMs : cleaningTimeMs;
  for (const last = performance.now() + limitMs; performance.now() < last; ) {
    if (removed(folder) && isDismissed) return status;
    await delay(100);
  }
  return removed(folder) ? status : 1;
};

const parseJanitor = (words: readonly string[]) => {
  const folder = words.at(-1) ?? misuse("launcher janitor: expected one folder");
  let text = "";
  let limits: Limits | null = null;
  let graceMs = defaultGraceMs;
  eachOption(words.slice(0, -1), {
    "--grace-ms": (value) => {
      graceMs = checkedGraceMs(value);
    },
    "--limit-mark": (value) => {
      limits = checkedLimits(value, true);
    },
    "--run": (value) => {
      text = checkedMark("--run", value);
    },
  });
  const run: Quarry = {
    marks: { text, prefix: true, limits },
    groups: new Set(),
    pids: new Set(),
  };
  return { run, graceMs, folder };
};

/** The guards have seen the end of the orchestrator too, and give their programs the grace. */
const swept = async (run: Quarry, graceMs: number): Promise<number> => {
  if (run.marks.text === "" && run.marks.limits === null) return 0;
  const wanted = wantedOf(run);
  const last = performance.now() + graceMs;
  while (anythingRuns(wanted) && performance.now() < last) await delay(16);
  return statusOfSweep(await end(run, sweepingTimeMs));
};

const removed = (folder: string): boolean => {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
};
