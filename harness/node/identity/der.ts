/** The few ASN.1 types of a certificate in the distinguished encoding rules (ITU-T X.690). */

export const tag = {
  integer: 0x02,
  bitString: 0x03,
  byteString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context2Primitive: 0x82,
  context0: 0xa0,
  context3: 0xa3,
} as const;

/** Tag, length and the contents one after the other. Contents below 64 KiB. */
export function tlv(identifier: number, ...contents: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(contents);
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.of(identifier, length), value]);
  if (length < 0x100) return Buffer.concat([Buffer.of(identifier, 0x81, length), value]);
  return Buffer.concat([Buffer.of(identifier, 0x82, length >> 8, length & 0xff), value]);
}

export function sequence(...contents: readonly Uint8Array[]): Buffer {
  return tlv(tag.sequence, ...contents);
}

/** @param bytes - big-endian two's complement, already of the shortest form. */
export function integer(bytes: Uint8Array): Buffer {
  return tlv(tag.integer, bytes);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return tlv(tag.bitString, Buffer.of(unusedBits), bytes);
}

export function utf8String(text: string): Buffer {
  return tlv(tag.utf8String, Buffer.from(text));
}

/** @param dotted - such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tlv(tag.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** To the second; UTCTime until 2049, then GeneralizedTime (RFC 5280 section 4.1.2.5). */
export function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/\.\d+|[-:T]/g, "");
  return digits < "2050"
    ? tlv(tag.utcTime, Buffer.from(digits.slice(2)))
    : tlv(tag.generalizedTime, Buffer.from(digits));
}

function base128(arc: number): number[] {
  const septets = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) septets.unshift((rest & 0x7f) | 0x80);
  return septets;
}
