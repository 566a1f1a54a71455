import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { places } from "../../places.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { eventually } from "./matrix-process.ts";

type Ended = Readonly<{
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  stderr: Buffer;
}>;

/** The command line tool as a user starts it. */
export const cli = join(places.root, "matrix", "cli.js");

/** A process with everything that it starts: by a mark in the environment, which they inherit. */
export const begin = (argv: readonly string[], environment: Record<string, string> = {}) => {
  const mark = `TAP_TEST=${randomBytes(12).toString("hex")}`;
  const folder = temporaryFolder();
  const [command = "", ...rest] = argv;
  const child = spawn(command, rest, {
    cwd: folder,
    // A go-plugin server that is killed leaves its socket among temporary files.
    env: {
      ...process.env,
      TMPDIR: folder,
      ...environment,
      TAP_TEST: mark.slice("TAP_TEST=".length),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  onTestFinished(() => {
    for (const pid of marked(mark)) killIfThere(pid);
  });
  return {
    child,
    folder,
    printed: () => Buffer.concat(stdout).toString(),
    complained: () => Buffer.concat(stderr).toString(),
    /** Processes of its making that still run; one that has ended and is not waited for is none. */
    running: () => marked(mark),
    ended: new Promise<Ended>((resolve) => {
      child.once("close", (code, signal) =>
        resolve({ code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) }),
      );
    }),
  };
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It has ended since it was listed.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
};

const marked = (mark: string): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
      } catch {
        return false;
      }
    });

/** Settles when everything has ended, the tap's reporter too. */
export const run = async (argv: readonly string[], environment?: Record<string, string>) => {
  const { ended, running } = begin(argv, environment);
  const how = await ended;
  expect(await eventually(() => running().length === 0, 20_000)).toBe(true);
  return how;
};

/** Waits for a first line of standard output. */
export const line = async ({
  printed,
}: Pick<ReturnType<typeof begin>, "printed">): Promise<string> => {
  expect(await eventually(() => printed().includes("\n"), 20_000)).toBe(true);
  return printed().split("\n")[0] ?? "";
};
