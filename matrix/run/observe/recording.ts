/**
 * The first bytes of a stream as they came, and the count of all. Handshakes are small: 128 KiB hold
 * one with RSA-4096 chains and every proof step but the long ones, whose rest is only counted.
 */
export const recordedLimitBytes = 128 * 1024;

/**
 * Chunks that are kept as they came. A cell's calls take some dozens each way; a peer that sends byte by byte would
 * make one of each.
 */
export const separateChunks = 4096;

/** Later chunks are joined into blocks of this size at most: some hundred of them, whatever their sizes. */
const blockBytes = 1024;

/** Bytes and when the last of them came, by `performance.now()`. Only those that were joined came in parts. */
export type RecordedChunk = Readonly<{ at: number; bytes: Uint8Array }>;

export class Recording {
  readonly chunks: RecordedChunk[] = [];
  #kept = 0;
  #total = 0;
  #block: Block | null = null;
  readonly #limitBytes: number;

  /** @param limitBytes - how much is kept. */
  constructor(limitBytes: number = recordedLimitBytes) {
    this.#limitBytes = limitBytes;
  }

  /** Keeps a reference: the bytes must not be changed afterwards. */
  append(bytes: Uint8Array, at: number): void {
    this.#total += bytes.length;
    const room = this.#limitBytes - this.#kept;
    if (room <= 0) return;
    const part = bytes.length > room ? bytes.subarray(0, room) : bytes;
    this.#kept += part.length;
    const join = this.chunks.length >= separateChunks && part.length <= blockBytes;
    if (join) this.#join(part, at);
    else this.chunks.push({ at, bytes: part });
  }

  /** Whether every byte was kept. */
  get isWhole(): boolean {
    return this.#kept === this.#total;
  }

  get total(): number {
    return this.#total;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.chunks.map(({ bytes }) => bytes));
  }

  #join(part: Uint8Array, at: number): void {
    const open = this.#openBlock(part.length);
    const memory = open?.memory ?? new Uint8Array(blockBytes);
    const before = open?.chunk.bytes.length ?? 0;
    memory.set(part, before);
    const chunk = { at, bytes: memory.subarray(0, before + part.length) };
    if (open) this.chunks.pop();
    this.chunks.push(chunk);
    this.#block = { memory, chunk };
  }

  /** The last chunk's, if it is a block with so much room. Whoever reads chunks may have taken it away. */
  #openBlock(room: number): Block | null {
    const block = this.#block;
    if (block === null || block.chunk !== this.chunks.at(-1)) return null;
    return block.chunk.bytes.length + room <= blockBytes ? block : null;
  }
}

/** A chunk that others may be joined to, and the memory that it lies in. */
type Block = Readonly<{ memory: Uint8Array; chunk: RecordedChunk }>;
