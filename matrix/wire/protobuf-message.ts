/**
 * A length-delimited field (https://protobuf.dev/programming-guides/encoding/).
 *
 * @param number - below 16.
 */
export const bytesField = (number: number, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([number * 8 + 2]), varint(value.length), value]);

/** @param number - below 16. */
export const numberField = (number: number, value: number): Buffer =>
  Buffer.concat([Buffer.from([number * 8]), varint(value)]);

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};
