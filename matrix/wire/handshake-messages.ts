import { Malformed } from "./octet-reader.ts";

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

export type HandshakeMessage = Readonly<{ type: number; body: Uint8Array }>;

/** Certificate chains are the longest messages; stacks refuse far shorter ones (OpenSSL: 100 KiB). */
const longestMessage = 256 * 1024;

/** Joins fragments into handshake messages, however they were split over records or packed into one. */
export class HandshakeJoiner {
  #pending: Uint8Array = new Uint8Array(0);

  /** @throws Malformed if a message claims more than 256 KiB. */
  *messages(fragment: Uint8Array): Generator<HandshakeMessage> {
    this.#pending =
      this.#pending.length === 0 ? fragment : Buffer.concat([this.#pending, fragment]);
    while (this.#pending.length >= 4) {
      const [type = 0, high = 0, middle = 0, low = 0] = this.#pending;
      const length = high * 65536 + middle * 256 + low;
      if (length > longestMessage) throw new Malformed(`a handshake message of ${length} octets`);
      if (this.#pending.length < 4 + length) return;
      const body = this.#pending.subarray(4, 4 + length);
      this.#pending = this.#pending.subarray(4 + length);
      yield { type, body };
    }
  }
}
