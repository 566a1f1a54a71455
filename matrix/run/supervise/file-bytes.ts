import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { oddFile } from "../../limits/odd-file.ts";

const chunk = Buffer.allocUnsafe(2 ** 20);

/**
 * The bytes of a file, as many as it had when it was looked at: it may grow faster than it is read, and of those of /proc,
 * which have no length, some never end. Each piece is good until the next. Synchronous: a thousand small files take a
 * tenth of the time so.
 *
 * @param size - of the file, as stat(2) says it.
 * @throws the system's error where it cannot be read, and ENXIO where a pipe or a device has come in its place.
 */
export function* fileBytes(path: string, size: number): Generator<Uint8Array> {
  // To open a pipe waits for somebody who writes to it.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const odd = oddFile(fstatSync(file));
    if (odd !== null)
      throw Object.assign(new Error(`${path} is a ${odd}`), { code: "ENXIO", path });
    for (let left = size; left > 0; ) {
      const got = readSync(file, chunk, 0, Math.min(left, chunk.length), null);
      if (got === 0) return;
      yield chunk.subarray(0, got);
      left -= got;
    }
  } finally {
    closeSync(file);
  }
}
