/**
 * The first octets of a stream as they came, and the count of all. Handshakes are small: 128 KiB hold
 * one with RSA-4096 chains and every proof step but the long ones, whose rest is only counted.
 */
export const recordedLimitOctets = 128 * 1024;

/** What passed at once; times are of `performance.now()`. */
export type RecordedChunk = Readonly<{ at: number; octets: Uint8Array }>;

export class Recording {
  readonly chunks: RecordedChunk[] = [];
  #kept = 0;
  #total = 0;

  /** Keeps a reference: the octets must not be changed afterwards. */
  append(octets: Uint8Array, at: number): void {
    this.#total += octets.length;
    const room = recordedLimitOctets - this.#kept;
    if (room <= 0) return;
    const part = octets.length > room ? octets.subarray(0, room) : octets;
    this.chunks.push({ at, octets: part });
    this.#kept += part.length;
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
}
