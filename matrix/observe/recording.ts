/**
 * The first octets of a stream and the count of all. Handshakes are small: 128 KiB hold one with
 * RSA-4096 chains and every proof step but the long ones, whose rest is only counted.
 */
export const recordedLimitOctets = 128 * 1024;

export class Recording {
  #chunks: Uint8Array[] = [];
  #kept = 0;
  #total = 0;

  /** Keeps a reference: the chunk must not be changed afterwards. */
  append(chunk: Uint8Array): void {
    this.#total += chunk.length;
    const room = recordedLimitOctets - this.#kept;
    if (room <= 0) return;
    const part = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(part);
    this.#kept += part.length;
  }

  get total(): number {
    return this.#total;
  }

  octets(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
