/**
 * The first octets of a stream as they came, and the count of all. Handshakes are small: 128 KiB hold
 * one with RSA-4096 chains and every proof step but the long ones, whose rest is only counted.
 */
export const recordedLimitOctets = 128 * 1024;

/**
 * Chunks that are kept as they came. A cell's calls take some dozens each way; a peer that sends octet by octet would
 * make one of each.
 */
export const separateChunks = 4096;

/** Later chunks are joined into blocks of this size at most: some hundred of them, whatever their sizes. */
const blockOctets = 1024;

/** Octets and when the last of them came, by `performance.now()`. Only those that were joined came in parts. */
export type RecordedChunk = Readonly<{ at: number; octets: Uint8Array }>;

export class Recording {
  readonly chunks: RecordedChunk[] = [];
  #kept = 0;
  #total = 0;
  #block: Block | null = null;

  /** Keeps a reference: the octets must not be changed afterwards. */
  append(octets: Uint8Array, at: number): void {
    this.#total += octets.length;
    const room = recordedLimitOctets - this.#kept;
    if (room <= 0) return;
    const part = octets.length > room ? octets.subarray(0, room) : octets;
    this.#kept += part.length;
    const join = this.chunks.length >= separateChunks && part.length <= blockOctets;
    if (join) this.#join(part, at);
    else this.chunks.push({ at, octets: part });
  }

  /** Whether every octet was kept. */
  get isWhole(): boolean {
    return this.#kept === this.#total;
  }

  get total(): number {
    return this.#total;
  }

  octets(): Uint8Array {
    return Buffer.concat(this.chunks.map(({ octets }) => octets));
  }

  #join(part: Uint8Array, at: number): void {
    const open = this.#openBlock(part.length);
    const memory = open?.memory ?? new Uint8Array(blockOctets);
    const before = open?.chunk.octets.length ?? 0;
    memory.set(part, before);
    const chunk = { at, octets: memory.subarray(0, before + part.length) };
    if (open) this.chunks.pop();
    this.chunks.push(chunk);
    this.#block = { memory, chunk };
  }

  /** The last chunk's, if it is a block with so much room. Whoever reads chunks may have taken it away. */
  #openBlock(room: number): Block | null {
    const block = this.#block;
    if (block === null || block.chunk !== this.chunks.at(-1)) return null;
    return block.chunk.octets.length + room <= blockOctets ? block : null;
  }
}

/** A chunk that others may be joined to, and the memory that it lies in. */
type Block = Readonly<{ memory: Uint8Array; chunk: RecordedChunk }>;
