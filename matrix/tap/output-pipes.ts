import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type OutputPipes = Readonly<{
  /** What the plugin is to write to. */
  descriptors: readonly [stdout: number, stderr: number];
  stdout: Readable;
  stderr: Readable;
  /** Closes the tap's own copies of the descriptors: the streams then end with the plugin's. */
  handedOver(): void;
}>;

/**
 * Pipes as a host makes them. Node's own are sockets, which a plugin cannot open by /dev/stdout and
 * /dev/stderr (ENXIO of open(2)).
 *
 * @param folder - where two names stand for a moment.
 * @returns null where there are none: no mkfifo, or a file system without.
 */
export const openOutputPipes = (folder: string): OutputPipes | null => {
  const names = ["stdout", "stderr"].map((name) => join(folder, `.${name}-${process.pid}`));
  try {
    if (spawnSync("mkfifo", ["-m", "600", ...names], { stdio: "ignore" }).status !== 0) return null;
    const [stdout, stderr] = names.map(openPipe);
    if (!stdout || !stderr) return null;
    return {
      descriptors: [stdout.theirs, stderr.theirs],
      stdout: stdout.stream,
      stderr: stderr.stream,
      handedOver: () => {
        closeSync(stdout.theirs);
        closeSync(stderr.theirs);
      },
    };
  } catch {
    return null;
  } finally {
    for (const name of names) rmSync(name, { force: true });
  }
};

const openPipe = (name: string) => {
  // The reader first: without one, opening to write would wait (fifo(7)).
  const ours = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  const theirs = openSync(name, constants.O_WRONLY);
  return { theirs, stream: new Socket({ fd: ours, readable: true, writable: false }) };
};
