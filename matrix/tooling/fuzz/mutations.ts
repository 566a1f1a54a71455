/** One change of some bytes, as data, so that any source of randomness can choose it. */
export type Mutation = Readonly<{
  kind: (typeof mutationKinds)[number];
  /** Where, as a part of the length: 0 up to 1. */
  at: number;
  /** How many bytes. */
  length: number;
  /** A byte. */
  value: number;
}>;

export const mutationKinds = ["flip", "set", "cut", "drop", "repeat", "splice", "flood"] as const;

/** What a recording keeps of a stream: longer inputs do not occur. */
export const longestInput = 128 * 1024;

/** @param donor - bytes to splice in. */
const changed = (
  bytes: Uint8Array,
  { kind, at: part, length, value }: Mutation,
  donor: Uint8Array,
): Uint8Array => {
  const at = Math.floor(part * bytes.length);
  const before = bytes.subarray(0, at);
  const piece = bytes.subarray(at, at + length);
  const after = bytes.subarray(at + length);
  switch (kind) {
    case "flip": {
      const flipped = Uint8Array.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << (value % 8));
      return flipped;
    }
    case "set":
      return Uint8Array.from(bytes).fill(value, at, at + 1 + (length % 4));
    case "cut":
      return before;
    case "drop":
      return Buffer.concat([before, after]);
    case "repeat":
      return Buffer.concat([before, piece, piece, after]);
    case "splice": {
      const from = Math.floor(part * donor.length);
      return Buffer.concat([before, donor.subarray(from, from + length), bytes.subarray(at)]);
    }
    case "flood": {
      const times = piece.length === 0 ? 0 : Math.floor(longestInput / piece.length);
      return Buffer.concat([before, ...Array.from({ length: times }, () => piece), after]);
    }
  }
};

/** The bytes after all of these, one after the other; never longer than {@link longestInput}. */
export const mutated = (
  bytes: Uint8Array,
  mutations: readonly Mutation[],
  donor: Uint8Array,
): Uint8Array =>
  mutations.reduce((sum, one) => changed(sum, one, donor).subarray(0, longestInput), bytes);
