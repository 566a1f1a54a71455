import { describe, expect, test } from "vitest";
import { Recording, recordedLimitOctets, separateChunks } from "./recording.ts";

const recorded = (...sizes: readonly number[]) => {
  const recording = new Recording();
  for (const [at, size] of sizes.entries()) recording.append(Buffer.alloc(size, at + 1), at);
  return recording;
};

test("octets are kept in their order", () => {
  expect([...recorded(2, 0, 3).octets()]).toEqual([1, 1, 3, 3, 3]);
});

test.for([
  [[recordedLimitOctets], recordedLimitOctets],
  [[recordedLimitOctets - 1, 5], recordedLimitOctets],
  [[recordedLimitOctets + 7], recordedLimitOctets],
  [[recordedLimitOctets, 1, 1], recordedLimitOctets],
  [[3, 4], 7],
] as const)("of chunks %j the first %i octets are kept and all are counted", ([sizes, kept]) => {
  const recording = recorded(...sizes);
  expect(recording.octets().length).toBe(kept);
  expect(recording.total).toBe(sizes.reduce((sum, size) => sum + size, 0));
});

test("where the limit falls into a chunk, its first octets are kept", () => {
  const octets = recorded(recordedLimitOctets - 1, 5).octets();
  expect([octets.at(-2), octets.at(-1)]).toEqual([1, 2]);
});

describe("many small chunks", () => {
  /** Octets are numbered, and the time of each is its place in the stream. */
  const trickled = (size: number, octets: number) => {
    const recording = new Recording();
    const stream = Uint8Array.from({ length: octets }, (_, place) => place % 251);
    for (let from = 0; from < octets; from += size) {
      recording.append(stream.subarray(from, from + size), Math.min(from + size, octets));
    }
    return { recording, stream };
  };
  /** Blocks of 1 KiB, none of them with less than half of it in two neighbours. */
  const mostChunks = separateChunks + (2 * recordedLimitOctets) / 1024;

  test.for([1, 2, 3, 31, 512, 1023, 1024, 1025, 4000])(
    "of %i octets are few, in order, each with the time of its last octet",
    (size) => {
      const { recording, stream } = trickled(size, recordedLimitOctets);
      expect(Buffer.compare(recording.octets(), stream)).toBe(0);
      expect(recording.chunks.length).toBeLessThanOrEqual(mostChunks);
      let endsAt = 0;
      for (const { at, octets } of recording.chunks) {
        endsAt += octets.length;
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
    const before = Buffer.concat(taken.map(({ octets }) => octets));
    for (let at = 0; at < separateChunks + 5; at++) recording.append(Buffer.of(255), at);
    expect(Buffer.compare(Buffer.concat(taken.map(({ octets }) => octets)), before)).toBe(0);
    expect(recording.octets()).toEqual(Buffer.alloc(separateChunks + 5, 255));
  });

  test("come after a large one in their order", () => {
    const { recording } = trickled(1, separateChunks + 5);
    recording.append(Buffer.alloc(2000, 7), 1);
    recording.append(Buffer.of(8), 2);
    expect(recording.chunks.slice(-3).map(({ octets }) => octets.length)).toEqual([5, 2000, 1]);
  });
});
