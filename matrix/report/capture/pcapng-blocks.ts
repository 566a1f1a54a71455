/**
 * Blocks of draft-ietf-opsawg-pcapng, little-endian, each complete with its type and both lengths. Its sections
 * are cited by title.
 */

type Option = Readonly<{ code: number; value: Uint8Array }>;

const utf8 = new TextEncoder();

/** opt_comment, "Options". */
const comment = (text: string): Option => ({ code: 1, value: utf8.encode(text) });

/**
 * "Section Header Block": version 1.0, the section's length not given (-1), shb_userappl (4) the writing program.
 *
 * @param text - a comment on the whole file; null for none.
 */
export const sectionHeader = (program: string, text: string | null = null): Uint8Array => {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, 0x1a2b3c4d, true);
  body.setUint16(4, 1, true);
  body.setUint16(6, 0, true);
  body.setBigInt64(8, -1n, true);
  const comments = text === null ? [] : [comment(text)];
  const all = [...comments, { code: 4, value: utf8.encode(program) }];
  return block(0x0a0d0d0a, [bytesOf(body), options(all)]);
};

/** LINKTYPE_RAW of the link-layer header types: a packet begins with its IPv4 or IPv6 header. */
const linkTypeRaw = 101;

/** "Interface Description Block": no limit of length (0), if_tsresol (9) nanoseconds. */
export const interfaceDescription = (text: string): Uint8Array => {
  const body = new DataView(new ArrayBuffer(8));
  body.setUint16(0, linkTypeRaw, true);
  return block(1, [bytesOf(body), options([comment(text), { code: 9, value: Uint8Array.of(9) }])]);
};

/** "Decryption Secrets Block", secrets of type "TLS Key Log": an NSS key log's text. */
export const decryptionSecrets = (keyLog: string): Uint8Array => {
  const secrets = utf8.encode(keyLog);
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, 0x544c534b, true);
  head.setUint32(4, secrets.length, true);
  return block(10, [bytesOf(head), padded(secrets)]);
};

/**
 * "Enhanced Packet Block", of the first interface, captured whole.
 *
 * @param at - milliseconds since the Unix epoch.
 */
export const enhancedPacket = (at: number, packet: Uint8Array, text: string | null): Uint8Array => {
  const nanoseconds =
    BigInt(Math.floor(at)) * 1_000_000n + BigInt(Math.round((at - Math.floor(at)) * 1e6));
  const head = new DataView(new ArrayBuffer(20));
  head.setUint32(4, Number(nanoseconds >> 32n), true);
  head.setUint32(8, Number(nanoseconds & 0xffff_ffffn), true);
  head.setUint32(12, packet.length, true);
  head.setUint32(16, packet.length, true);
  return block(6, [bytesOf(head), padded(packet), options(text === null ? [] : [comment(text)])]);
};

/** "Options": nothing where there are none, else with opt_endofopt. */
const options = (list: readonly Option[]): Uint8Array =>
  list.length === 0
    ? new Uint8Array()
    : Buffer.concat([
        ...list.flatMap(({ code, value }) => {
          const head = new DataView(new ArrayBuffer(4));
          head.setUint16(0, code, true);
          head.setUint16(2, value.length, true);
          return [bytesOf(head), padded(value)];
        }),
        new Uint8Array(4),
      ]);

const block = (type: number, parts: readonly Uint8Array[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 12);
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, type, true);
  head.setUint32(4, length, true);
  const tail = bytesOf(head).subarray(4);
  return Buffer.concat([bytesOf(head), ...parts, tail]);
};

/** To a multiple of 4 bytes ("General Block Structure"), with zeros. */
const padded = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);

const bytesOf = (view: DataView<ArrayBuffer>): Uint8Array => new Uint8Array(view.buffer);
