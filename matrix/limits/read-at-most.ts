import { open } from "node:fs/promises";
import { Misuse } from "../domain/misuse.ts";

/**
 * A whole file as text. What it is does not matter: of an endless device or a pipe no more is read than of a file that
 * is too large.
 *
 * @param what - as the end of a sentence: "a results.json of this tool".
 * @throws Misuse beyond the limit; the system's error where it cannot be read.
 */
export const readAtMost = async (
  path: string,
  limitOctets: number,
  what: string,
): Promise<string> => {
  const file = await open(path, "r");
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkOctets));
      if (bytesRead === 0) return Buffer.concat(chunks).toString("utf8");
      total += bytesRead;
      if (total > limitOctets) {
        throw new Misuse(
          `${path} has more than ${limitOctets / 2 ** 20} MiB, and is not ${what}; name another file`,
        );
      }
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } catch (error) {
    throw error instanceof Misuse ? error : Object.assign(error as Error, { path });
  } finally {
    await file.close();
  }
};

const chunkOctets = 256 * 1024;
