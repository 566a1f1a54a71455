import { Malformed } from "./byte-reader.ts";

/** Handshake types (RFC 8446 section 4, RFC 5246 section 7.4). */
export const handshakeType = {
  clientHello: 1,
  serverHello: 2,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  certificateVerify: 15,
  finished: 20,
  keyUpdate: 24,
} as const;

const schemeNaming: ReadonlySet<number> = new Set([
  handshakeType.serverKeyExchange,
  handshakeType.certificateRequest,
  handshakeType.certificateVerify,
]);
const olderVersions: ReadonlySet<string> = new Set(["SSL 3.0", "1.0", "1.1"]);

/**
 * Before TLS 1.2 these messages named no signature scheme, and are not read; HTTP/2 rules such versions out
 * (RFC 9113 section 9.2).
 */
export const lacksScheme = (type: number, version: string): boolean =>
  olderVersions.has(version) && schemeNaming.has(type);

export type HandshakeMessage = Readonly<{ type: number; body: Uint8Array }>;

/** Certificate chains are the longest messages; stacks refuse far shorter ones (OpenSSL: 100 KiB). */
const longestMessage = 256 * 1024;

const headerLength = 4;

/** Joins fragments into handshake messages, however they were split over records or packed into one. */
export class HandshakeJoiner {
  #pending: Uint8Array[] = [];
  #held = 0;
  /** How many bytes the next message takes, as far as it is known. */
  #needed = headerLength;

  /** Whether a message has begun and is not complete. */
  get isWithinMessage(): boolean {
    return this.#held > 0;
  }

  /**
   * The messages that this fragment completes. Every byte is copied twice at most, and not at all
   * where a message lies within one record.
   *
   * @throws Malformed if a message claims more than 256 KiB.
   */
  *messages(fragment: Uint8Array): Generator<HandshakeMessage> {
    if (fragment.length === 0) return;
    this.#pending.push(fragment);
    this.#held += fragment.length;
    while (this.#held >= this.#needed) {
      const bytes = this.#joined();
      const [type = 0, high = 0, middle = 0, low = 0] = bytes;
      const length = high * 65536 + middle * 256 + low;
      if (length > longestMessage) throw new Malformed(`a handshake message of ${length} bytes`);
      this.#needed = headerLength + length;
      if (bytes.length < this.#needed) return;
      this.#keep(bytes.subarray(this.#needed));
      yield { type, body: bytes.subarray(headerLength, headerLength + length) };
    }
  }

  #joined(): Uint8Array {
    const [first] = this.#pending;
    return first && this.#pending.length === 1 ? first : Buffer.concat(this.#pending);
  }

  #keep(rest: Uint8Array): void {
    this.#pending = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    this.#needed = headerLength;
  }
}
