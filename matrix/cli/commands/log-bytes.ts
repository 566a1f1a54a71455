import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { Misuse } from "../../domain/misuse.ts";
import { oddFile } from "../../limits/odd-file.ts";
import { openPipe } from "../../limits/open-pipe.ts";

/** Bytes that are held at once, of a file of any size. */
const blockBytes = 256 * 1024;

/** A shell starts a writer in some milliseconds; a person who starts one by hand takes seconds. */
const writerLimitMs = 5_000;

export type LogInput = Readonly<{
  /** What "-" names. */
  standardInput: Readable & Readonly<{ isTTY?: boolean }>;
  /** Ends the reading. */
  signal: AbortSignal;
  /** How long a pipe with a name may have nobody who writes to it. */
  writerWithinMs?: number;
}>;

/**
 * The bytes of a log, as they come, until it ends or the signal is aborted. A pipe that somebody holds open is read for
 * as long as its user wants, however long it is silent.
 *
 * @param file - "-" is standard input.
 * @throws Misuse if it cannot be read, is a folder, a socket or a device, or a pipe that nobody writes to.
 */
export async function* logBytes(file: string, input: LogInput): AsyncGenerator<Uint8Array> {
  const { signal } = input;
  const cannot = (why = ""): Misuse =>
    new Misuse(`cannot read ${file}${why}; name a log, or "-" for standard input`);
  try {
    const { first, rest } = await opened(file, input, cannot);
    addAbortSignal(signal, rest);
    if (first.length > 0) yield first;
    for await (const bytes of rest) yield bytes as Uint8Array;
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof Misuse || file === "-" ? error : cannot();
  }
}

type Opened = Readonly<{ first: Uint8Array; rest: Readable }>;

const opened = async (
  file: string,
  { standardInput, signal, writerWithinMs = writerLimitMs }: LogInput,
  cannot: (why: string) => Misuse,
): Promise<Opened> => {
  const first = new Uint8Array(0);
  if (file === "-") return { first, rest: standardInput };
  const odd = oddFile(await stat(file));
  if (odd === null) return { first, rest: createReadStream(file, { highWaterMark: blockBytes }) };
  if (odd !== "pipe") throw cannot(`: it is a ${odd}`);
  const pipe = await openPipe(file, writerWithinMs, signal);
  if (pipe === "nobody") {
    throw cannot(`: nobody has written to this pipe for ${writerWithinMs / 1000} s`);
  }
  const rest = new Socket({ fd: pipe.descriptor, readable: true, writable: false });
  return { first: pipe.first, rest };
};
