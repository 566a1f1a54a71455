import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { places } from "../../places.ts";
import { resultsSchema } from "../../report/results-schema.ts";

/** The command line tool as a user starts it, with a temporary folder of its own. */
export type MatrixProcess = Readonly<{
  child: ChildProcess;
  /** Where results go. */
  out: string;
  stdout(): string;
  stderr(): string;
  exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Every process that the tool started, directly or not, and that still runs. */
  survivors(): readonly string[];
  /** The tool's temporary folder. */
  temporary: string;
  /** What is left in it. */
  leftFiles(): readonly string[];
  results(): ReturnType<typeof resultsSchema.parse>;
}>;

/** Folders of the runs of one test file, which its tests share. */
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that the tests of one file share; removed after the last of them. */
export const sharedFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "e2e-"));
  folders.push(folder);
  return folder;
};

export const startMatrix = (
  argv: readonly string[],
  environment: Record<string, string> = {},
): MatrixProcess => {
  const folder = sharedFolder();
  const temporary = mkdtempSync(join(tmpdir(), "e2e-tmp-"));
  const out = join(folder, "results");
  const marker = randomBytes(12).toString("hex");
  folders.push(temporary);
  const child = spawn(process.execPath, ["matrix/cli.js", ...argv, ...outOption(argv, out)], {
    cwd: places.root,
    env: { ...process.env, CI: "true", TMPDIR: temporary, E2E_MARKER: marker, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  return {
    child,
    out,
    temporary,
    stdout: () => stdout,
    stderr: () => stderr,
    exit: new Promise((resolve) => {
      child.on("close", (code, signal) => resolve({ code, signal }));
    }),
    survivors: () => processesWith(`E2E_MARKER=${marker}`),
    leftFiles: () => readdirSync(temporary).filter((name) => name !== "node-compile-cache"),
    results: () =>
      resultsSchema.parse(JSON.parse(readFileSync(join(out, "latest", "results.json"), "utf8"))),
  };
};

/** Commands that write no results. */
const withoutOut: readonly string[] = [
  "worker",
  "list",
  "doctor",
  "report",
  "init",
  "new",
  "conform",
];

const outOption = (argv: readonly string[], out: string): readonly string[] =>
  withoutOut.includes(argv[0] ?? "") || argv.includes("--out") ? [] : ["--out", out];

/** Processes, with their command lines, whose environment has an entry that begins so; the tool hands its own down to everything it starts. */
export const processesWith = (entry: string): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
        if (!environment.split("\0").some((one) => one.startsWith(entry))) return [];
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ")}`];
      } catch {
        return [];
      }
    });

/** Command lines of processes in which a word stands, whatever their environment. */
export const commandsWith = (word: string): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0");
        return words.includes(word) ? [`${pid} ${words.join(" ")}`] : [];
      } catch {
        return [];
      }
    });

/** Resolves when a condition holds; for what ends by itself in the background, after SIGKILL. */
export const eventually = async (holds: () => boolean, limitMs: number): Promise<boolean> => {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
};
