/** A message ended before what it announced, or holds what it must not. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/** Reads big-endian integers and length-prefixed vectors (RFC 8446 section 3). */
export class OctetReader {
  readonly #octets: Uint8Array;
  #at = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  get left(): number {
    return this.#octets.length - this.#at;
  }

  /** @throws Malformed */
  take(length: number): Uint8Array {
    if (length > this.left) {
      throw new Malformed(`${length} octets announced, ${this.left} left`);
    }
    this.#at += length;
    return this.#octets.subarray(this.#at - length, this.#at);
  }

  /** @param width - 1, 2 or 3 octets. */
  uint(width: number): number {
    return this.take(width).reduce((value, octet) => value * 256 + octet, 0);
  }

  /** A vector whose length stands before it in `width` octets. */
  vector(width: number): OctetReader {
    return new OctetReader(this.take(this.uint(width)));
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

export const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

export const ascii = (octets: Uint8Array): string => Buffer.from(octets).toString("latin1");
