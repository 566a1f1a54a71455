/** Fields of a message (https://protobuf.dev/programming-guides/encoding/). One that has its type's zero is not written, as proto3 has it. */

export const none: Uint8Array = Buffer.alloc(0);

export const text = (field: number, value: string): Uint8Array =>
  value === "" ? none : delimited(field, Buffer.from(value, "utf8"));

export const number = (field: number, value: number): Uint8Array =>
  value === 0 ? none : Buffer.concat([varint(field * 8), varint(value)]);

/** Written whatever its length is. */
export const delimited = (field: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);

export const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};
