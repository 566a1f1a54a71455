import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { places } from "../../places.ts";
import type { EndedProcess } from "../../run/supervise/ended-process.ts";
import { seconds } from "./figures.ts";
import { type ObservedRun, observedFile } from "./observe-run.ts";
import { type CpuProfile, stageTimes } from "./stage-times.ts";

/** Where the time of a run goes. @param args - of `run`, as a preset. */
export const profileText = async (args: readonly string[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "profile-"));
  try {
    return await profiledIn(folder, args);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const profiledIn = async (folder: string, args: readonly string[]): Promise<string> => {
  const observed = await observedRun(folder, [], args);
  // A profile needs the sources' names, and costs time itself: its shares are told, and nothing else of that run.
  await observedRun(folder, ["--cpu-prof", `--cpu-prof-dir=${folder}`], [...args, "--debug"]);
  const stages = stageTimes(await profileIn(folder), places.root);
  return `${[...costLines(observed), "", ...stageLines(observed, stages), "", ...idleLines(observed)].join("\n")}\n`;
};

const observedRun = async (
  folder: string,
  nodeOptions: readonly string[],
  args: readonly string[],
): Promise<ObservedRun> => {
  const file = join(folder, "observed.json");
  const hook = join(import.meta.dirname, "observe-run.ts");
  const command = ["matrix/cli.js", "run", "--out", join(folder, "results"), ...args];
  const child = spawn(process.execPath, [...nodeOptions, "--import", hook, ...command], {
    cwd: places.root,
    stdio: "ignore",
    env: { ...process.env, CI: "true", [observedFile]: file },
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`the run ended with exit code ${code}; run it by hand first`);
  return JSON.parse(await readFile(file, "utf8")) as ObservedRun;
};

const profileIn = async (folder: string): Promise<CpuProfile> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile"));
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new Error(`${names.length} profiles of one run`);
  return JSON.parse(await readFile(join(folder, name), "utf8")) as CpuProfile;
};

/** What a process was, by where its program was built. */
const partOf = ({ as, argv }: EndedProcess): string => {
  const id = argv.map((word) => /implementations\/([^/]+)\//.exec(word)?.[1]).find(Boolean);
  if (id === undefined) return "builds and others";
  if (as !== "program") return `${as}s of ${id}`;
  return argv.some((word) => /\bclient\b/.test(word)) ? "clients" : `servers of ${id}`;
};

const row = (title: string, ms: number, wholeMs: number, note = ""): string =>
  `${title.padEnd(34)} ${seconds(ms).padStart(8)} ${`${((100 * ms) / wholeMs).toFixed(0)} %`.padStart(6)}${note}`;

const costLines = ({
  processes,
  orchestratorMs,
  othersMs,
  wallMs,
}: ObservedRun): readonly string[] => {
  const parts = new Map<string, { ms: number; count: number }>();
  for (const one of processes) {
    const part = parts.get(partOf(one)) ?? { ms: 0, count: 0 };
    parts.set(partOf(one), { ms: part.ms + one.cpuMs, count: part.count + 1 });
  }
  // A client has waited for the plugins that it started, so that its time has theirs in it.
  const plugins = processes.filter(({ as }) => as !== "program");
  const pluginsMs = plugins.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const clients = parts.get("clients");
  if (clients) parts.set("clients", { ...clients, ms: Math.max(0, clients.ms - pluginsMs) });
  const known = [...parts.values()].reduce((sum, { ms }) => sum + ms, 0);
  const wholeMs = orchestratorMs + othersMs;
  const cores = availableParallelism();
  const rows = [...parts].sort(([, one], [, other]) => other.ms - one.ms);
  return [
    `${seconds(wallMs)}, ${seconds(wholeMs)} of processor time on ${cores} processors`,
    row("orchestrator", orchestratorMs, wholeMs),
    ...rows.map(([title, { ms, count }]) =>
      row(title, ms, wholeMs, count > 1 ? `  ${count} of ${(ms / count).toFixed(0)} ms` : ""),
    ),
    row("launchers, and what is too short", Math.max(0, othersMs - known), wholeMs),
  ];
};

const stageLines = (
  { orchestratorMs }: ObservedRun,
  stages: ReadonlyMap<string, number>,
): readonly string[] => {
  const busy = [...stages].filter(([stage]) => stage !== "waiting");
  const all = busy.reduce((sum, [, ms]) => sum + ms, 0);
  return [
    "the orchestrator's own, by shares of a profile of its sources:",
    ...busy.map(([stage, ms]) => row(`  ${stage}`, (orchestratorMs * ms) / all, orchestratorMs)),
  ];
};

const idleLines = ({ idle }: ObservedRun): readonly string[] => {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const mean = idle.reduce((sum, one) => sum + one, 0) / Math.max(1, idle.length);
  return [
    `the machine's processors had nothing to do for ${percent(mean)} of the time; by tenths of it:`,
    `  ${idle.map(percent).join("  ")}`,
  ];
};
