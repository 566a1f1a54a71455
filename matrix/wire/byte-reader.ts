/** A message ended before what it announced, or holds what it must not. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** Reads big-endian integers and length-prefixed vectors (RFC 8446 section 3). */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @throws Malformed */
  take(length: number): Uint8Array {
    if (length > this.left) {
      throw new Malformed(`${length} bytes announced, ${this.left} left`);
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** @param width - in bytes, up to six. */
  uint(width: number): number {
    return this.take(width).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** A vector whose length stands before it in `width` bytes. */
  vector(width: number): ByteReader {
    return new ByteReader(this.take(this.uint(width)));
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** Everything that is left, as integers of this width. */
  uints(width: number): number[] {
    const values: number[] = [];
    while (this.left > 0) values.push(this.uint(width));
    return values;
  }
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

export const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
