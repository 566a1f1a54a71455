import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { Misuse } from "../domain/misuse.ts";

/** Octets that are held at once, of a file of any size. */
const blockOctets = 256 * 1024;

/**
 * The octets of a log, as they come. A pipe is read until it ends, however long that takes.
 *
 * @param file - "-" is `input`.
 * @throws Misuse if it cannot be read, or is a folder or a device.
 */
export async function* logOctets(file: string, input: Readable): AsyncGenerator<Uint8Array> {
  if (file === "-") {
    for await (const octets of input) yield octets as Uint8Array;
    return;
  }
  const cannot = (why = ""): Misuse =>
    new Misuse(`cannot read ${file}${why}; name a log, or "-" for standard input`);
  const found = await stat(file).catch(() => {
    throw cannot();
  });
  if (found.isDirectory()) throw cannot(": it is a folder");
  if (!found.isFile() && !found.isFIFO()) throw cannot(": it is a device");
  try {
    yield* createReadStream(file, { highWaterMark: blockOctets });
  } catch {
    throw cannot();
  }
}
