/** A part of a plan: the second of four is 2 of 4. */
export type ShardNumber = Readonly<{ index: number; of: number }>;

/** What a run of a part of a plan has of the whole, so that the parts can be put together again. */
export type Shard = ShardNumber &
  Readonly<{
    /** "sha256:" and 64 hexadecimal digits, over preset, proof and cells of the whole plan. */
    plan: string;
    /** Cells of the whole plan. */
    planned: number;
    /** Where each of its cells stands in the whole plan, counted from 0; in the order of its cells. */
    places: readonly number[];
  }>;

export const shardWords = ({ index, of }: ShardNumber): string => `shard ${index} of ${of}`;
