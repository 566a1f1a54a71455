import { closeSync, constants, openSync, readSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Somebody has the pipe open for writing; `first` is what was read of it to learn that. */
export type OpenPipe = Readonly<{ descriptor: number; first: Uint8Array }>;

const lookAgainMs = 20;

/**
 * Opens a pipe with a name for reading, as soon as somebody writes to it. To open it and wait there would block a thread
 * of Node for good, and with it the end of the process.
 *
 * @returns "nobody" after the limit, or as soon as the signal is aborted.
 * @throws the system's error where it cannot be opened.
 */
export const openPipe = async (
  path: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<OpenPipe | "nobody"> => {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  for (let waitedMs = 0; waitedMs <= limitMs && !signal.aborted; waitedMs += lookAgainMs) {
    const first = readNow(descriptor);
    if (first !== null) return { descriptor, first };
    await delay(lookAgainMs);
  }
  closeSync(descriptor);
  return "nobody";
};

/** @returns null where nobody has it open for writing; no bytes where somebody has, and has not written. */
const readNow = (descriptor: number): Uint8Array | null => {
  const buffer = Buffer.alloc(4096);
  try {
    const read = readSync(descriptor, buffer);
    return read === 0 ? null : buffer.subarray(0, read);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return buffer.subarray(0, 0);
    throw error;
  }
};
