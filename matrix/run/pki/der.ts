/** What a certificate is written in: ASN.1's types in the distinguished encoding rules (ITU-T X.690). */

/** Tags (X.690 section 8.1.2) of the types that certificates have. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** An element of tag, length and the contents one after the other. */
export const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(contents);
  const { length } = value;
  // Section 8.1.3.5: the long form says first how many bytes the length takes.
  const lengthBytes =
    length < 0x80 ? [length] : [0x80 + bytesOf(length).length, ...bytesOf(length)];
  return Buffer.concat([Buffer.of(tag, ...lengthBytes), value]);
};

export const sequence = (...contents: readonly Uint8Array[]): Buffer =>
  element(tags.sequence, ...contents);

/** @param number - not negative. */
export const integer = (number: number): Buffer => {
  const bytes = bytesOf(number);
  // Section 8.3: two's complement, so that a first bit of 1 would be a sign.
  return element(tags.integer, Buffer.from((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes));
};

export const bitString = (bytes: Uint8Array): Buffer =>
  element(tags.bitString, Buffer.of(0), bytes);

/** A list of at most eight bits with names, the first of them 0; without its last zeros (section 11.2.2). */
export const namedBits = (set: readonly number[]): Buffer => {
  const highest = Math.max(...set);
  const bits = set.reduce((byte, bit) => byte | (0x80 >> bit), 0);
  return element(tags.bitString, Buffer.of(7 - highest, bits));
};

/** @param dotted - in dotted decimals, such as `2.5.4.3`. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return element(tags.oid, Buffer.from([40 * first + second, ...others.flatMap(inBase128)]));
};

/** Of the years to 2049 (RFC 5280 section 4.1.2.5.1). */
export const utcTime = (at: Date): Buffer =>
  element(
    tags.utcTime,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/\.\d+|[-:T]/g, "")
        .slice(2)}`,
    ),
  );

const bytesOf = (number: number): readonly number[] =>
  number < 0x100 ? [number] : [...bytesOf(Math.floor(number / 0x100)), number % 0x100];

/** Seven bits in each byte, the eighth in all but the last (section 8.19.2). */
const inBase128 = (number: number): readonly number[] => {
  const septets = [number % 0x80];
  for (let rest = Math.floor(number / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    septets.unshift(0x80 + (rest % 0x80));
  }
  return septets;
};
