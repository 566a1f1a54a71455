import { ByteReader, Malformed } from "./byte-reader.ts";

/** A field's value: bytes of a length-delimited one, a number of a varint. */
export type FieldValue = Uint8Array | bigint;

/** A field as it stands in a message. */
export type FieldEntry = Readonly<{ number: number; value: FieldValue }>;

/**
 * The fields of a message by their number. Of a number that is there twice the last field counts, as for a field that is
 * not repeated.
 *
 * @throws Malformed
 */
export const protobufFields = (message: Uint8Array): ReadonlyMap<number, FieldValue> =>
  new Map(protobufEntries(message).map(({ number, value }) => [number, value]));

/**
 * The fields of a message in their order, without a schema (https://protobuf.dev/programming-guides/encoding/). Fields of
 * fixed width are passed over.
 *
 * @throws Malformed
 */
export const protobufEntries = (message: Uint8Array): readonly FieldEntry[] => {
  const reader = new ByteReader(message);
  const entries: FieldEntry[] = [];
  while (reader.left > 0) {
    const tag = varint(reader);
    const number = Number(tag >> 3n);
    if (number === 0) throw new Malformed("a field of number 0");
    switch (Number(tag & 7n)) {
      case 0:
        entries.push({ number, value: varint(reader) });
        break;
      case 1:
        reader.take(8);
        break;
      case 2:
        entries.push({ number, value: reader.take(Number(varint(reader))) });
        break;
      case 5:
        reader.take(4);
        break;
      default:
        throw new Malformed(`a field of wire type ${tag & 7n}`);
    }
  }
  return entries;
};

/** Whether bytes can be a message of some type: every byte belongs to a field. */
export const isProtobuf = (message: Uint8Array): boolean => {
  try {
    protobufFields(message);
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
};

/** Ten bytes hold 64 bits. */
const longestVarint = 10;

const varint = (reader: ByteReader): bigint => {
  let value = 0n;
  for (let at = 0; at < longestVarint; at++) {
    const byte = reader.uint(1);
    value |= BigInt(byte & 0x7f) << BigInt(7 * at);
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw new Malformed("a varint of more than ten bytes");
};
