import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { Misuse } from "../domain/misuse.ts";
import { oddFile } from "./odd-file.ts";

/**
 * A whole file as text, or all that somebody writes to a pipe. A pipe whose writer is silent is not waited for for ever.
 *
 * @param what - as the end of a sentence: "a results.json of this tool".
 * @param silenceMs - how long a pipe may be silent, and nobody may have it open for writing.
 * @throws Misuse beyond either limit, and for a socket or a device; the system's error where it cannot be read.
 */
export const readAtMost = async (
  path: string,
  limitBytes: number,
  what: string,
  silenceMs = 10_000,
): Promise<string> => {
  const odd = oddFile(await stat(path));
  if (odd === "socket" || odd === "device") {
    throw new Misuse(`${path} is a ${odd}, and is not ${what}; name a file`);
  }
  // Opening a pipe that nobody writes to would block a thread of Node for good, and with it the end of the process.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const isPipe = (await file.stat()).isFIFO();
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = await nextChunk(file, isPipe && total === 0, silenceMs);
      if (chunk === "silent") {
        throw new Misuse(
          `${path} gave nothing for ${silenceMs / 1000} s, and is not ${what}; name a file`,
        );
      }
      if (chunk.length === 0) return Buffer.concat(chunks).toString("utf8");
      total += chunk.length;
      if (total > limitBytes) {
        throw new Misuse(
          `${path} has more than ${limitBytes / 2 ** 20} MiB, and is not ${what}; name another file`,
        );
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Misuse ? error : Object.assign(error as Error, { path });
  } finally {
    await file.close();
  }
};

const chunkBytes = 256 * 1024;
const lookAgainMs = 20;

/**
 * @param mayBegin - an end is that of a pipe which nobody writes to yet.
 * @returns no bytes at the end.
 */
const nextChunk = async (
  file: FileHandle,
  mayBegin: boolean,
  silenceMs: number,
): Promise<Buffer | "silent"> => {
  for (let waitedMs = 0; waitedMs <= silenceMs; waitedMs += lookAgainMs) {
    const chunk = await readNow(file);
    if (chunk !== null && (chunk.length > 0 || !mayBegin)) return chunk;
    await delay(lookAgainMs);
  }
  return "silent";
};

/** @returns null where there is nothing now, and may be later. */
const readNow = async (file: FileHandle): Promise<Buffer | null> => {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes));
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return null;
    throw error;
  }
};
