import type { Readable, Writable } from "node:stream";
import type { Report } from "./messages.ts";

/** As in relay.go. */
const recordedLimitBytes = 256 * 1024;
const floodLimitBytes = 64 * 1024 * 1024;

export const floodReason = `printed more than ${floodLimitBytes / 2 ** 20} MiB`;

/** Settles when the bytes have been handed on, or when nobody reads them any more; never rejects. */
export type Sink = (bytes: Buffer) => Promise<void>;

/** A stream of the host's. One that the host has closed takes everything and keeps nothing. */
export const hostStream = (to: Writable): Sink => {
  to.on("error", () => {});
  return (bytes) =>
    new Promise((resolve) => {
      to.write(bytes, () => resolve());
    });
};

export const discard: Sink = () => Promise.resolve();

export type Source = Readonly<{
  chunks: AsyncGenerator<Buffer, void, void>;
  /** Bytes read so far. */
  total(): number;
}>;

/** @param flooded - called once, when more than 64 MiB have been read. */
export const countedSource = (from: Readable, flooded: () => void): Source => {
  let total = 0;
  const chunks = async function* (): AsyncGenerator<Buffer, void, void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        const before = total;
        total += chunk.length;
        if (before <= floodLimitBytes && total > floodLimitBytes) flooded();
        yield chunk;
      }
    } catch {
      // A stream that cannot be read on has ended.
    }
  };
  return { chunks: chunks(), total: () => total };
};

/** Hands a stream on to its end and records the beginning. */
export const copy = async (
  name: "stdout" | "stderr",
  chunks: AsyncIterable<Buffer>,
  to: Sink,
  report: Report,
): Promise<void> => {
  let room = recordedLimitBytes;
  for await (const chunk of chunks) {
    const recorded = chunk.subarray(0, room);
    if (recorded.length > 0) report({ type: name, base64: recorded.toString("base64") });
    room -= recorded.length;
    await to(chunk);
  }
};
