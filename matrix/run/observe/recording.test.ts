import { describe, expect, test } from "vitest";
import { Recording, recordedLimitBytes, separateChunks } from "./recording.ts";

const recorded = (...sizes: readonly number[]) => {
  const recording = new Recording();
  for (const [at, size] of sizes.entries()) recording.append(Buffer.alloc(size, at + 1), at);
  return recording;
};

test("bytes are kept in their order", () => {
  expect([...recorded(2, 0, 3).bytes()]).toEqual([1, 1, 3, 3, 3]);
});

test.for([
  [[recordedLimitBytes], recordedLimitBytes],
  [[recordedLimitBytes - 1, 5], recordedLimitBytes],
  [[recordedLimitBytes + 7], recordedLimitBytes],
  [[recordedLimitBytes, 1, 1], recordedLimitBytes],
  [[3, 4], 7],
] as const)("of chunks %j the first %i bytes are kept and all are counted", ([sizes, kept]) => {
  const recording = recorded(...sizes);
  expect(recording.bytes().length).toBe(kept);
  expect(recording.total).toBe(sizes.reduce((sum, size) => sum + size, 0));
});

test("where the limit falls into a chunk, its first bytes are kept", () => {
  const bytes = recorded(recordedLimitBytes - 1, 5).bytes();
  expect([bytes.at(-2), bytes.at(-1)]).toEqual([1, 2]);
});

describe("many small chunks", () => {
  /** Bytes are numbered, and the time of each is its place in the stream. */
  const trickled = (size: number, bytes: number) => {
    const recording = new Recording();
    const stream = Uint8Array.from({ length: bytes }, (_, place) => place % 251);
    for (let from = 0; from < bytes; from += size) {
      recording.append(stream.subarray(from, from + size), Math.min(from + size, bytes));
    }
    return { recording, stream };
  };
  /** Blocks of 1 KiB, none of them with less than half of it in two neighbours. */
  const mostChunks = separateChunks + (2 * recordedLimitBytes) / 1024;

  test.for([1, 2, 3, 31, 512, 1023, 1024, 1025, 4000])(
    "of %i bytes are few, in order, each with the time of its last byte",
    (size) => {
      const { recording, stream } = trickled(size, recordedLimitBytes);
      expect(Buffer.compare(recording.bytes(), stream)).toBe(0);
      expect(recording.chunks.length).toBeLessThanOrEqual(mostChunks);
      let endsAt = 0;
      for (const { at, bytes } of recording.chunks) {
        endsAt += bytes.length;
        expect(at).toBe(endsAt);
      }
    },
  );

  test("are as they came up to there", () => {
    const { recording } = trickled(1, separateChunks);
    expect(recording.chunks.map(({ at }) => at)).toEqual(
      Array.from({ length: separateChunks }, (_, place) => place + 1),
    );
  });

  test("that were taken away stay as they are", () => {
    const { recording } = trickled(1, separateChunks + 5);
    const taken = recording.chunks.splice(0);
    const before = Buffer.concat(taken.map(({ bytes }) => bytes));
    for (let at = 0; at < separateChunks + 5; at++) recording.append(Buffer.of(255), at);
    expect(Buffer.compare(Buffer.concat(taken.map(({ bytes }) => bytes)), before)).toBe(0);
    expect(recording.bytes()).toEqual(Buffer.alloc(separateChunks + 5, 255));
  });

  test("come after a large one in their order", () => {
    const { recording } = trickled(1, separateChunks + 5);
    recording.append(Buffer.alloc(2000, 7), 1);
    recording.append(Buffer.of(8), 2);
    expect(recording.chunks.slice(-3).map(({ bytes }) => bytes.length)).toEqual([5, 2000, 1]);
  });
});
