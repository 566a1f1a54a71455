import { ascii, ByteReader, Malformed } from "./byte-reader.ts";
import { decodeHuffman } from "./hpack-huffman.ts";
import { type HeaderField, staticTable } from "./hpack-static-table.ts";

/** What both ends start with (RFC 9113 section 6.5.2, SETTINGS_HEADER_TABLE_SIZE). */
const initialTableSize = 4096;

/** A bound for reading: browsers announce 65536, gRPC's stacks the initial size. */
const largestTableSize = 65_536;

/** What an entry counts beside its bytes (RFC 7541 section 4.1). */
const entryOverhead = 32;

/** Continuation bytes of an integer: 28 bits, far over any length in a recording (section 5.1). */
const longestContinuation = 4;

/** A field's value as it stands in a block: a view of the block's bytes. */
export type LiteralValue = Readonly<{ bytes: Uint8Array; isHuffman: boolean; text: string }>;

/** Decodes the header blocks of one side (RFC 7541); all of them, since each depends on those before. */
export class HpackDecoder {
  readonly #onLiteral: (name: string, value: LiteralValue) => void;
  /** The oldest first. */
  readonly #table: HeaderField[] = [];
  #size = 0;
  #limit = initialTableSize;

  /** @param onLiteral - is told each value that stands in a block itself, when it has been read. */
  constructor(onLiteral: (name: string, value: LiteralValue) => void = () => {}) {
    this.#onLiteral = onLiteral;
  }

  /** @throws Malformed, after which no block of this side can be decoded. */
  *fields(block: Uint8Array): Generator<HeaderField> {
    const reader = new ByteReader(block);
    let isBegin = true;
    while (reader.left > 0) {
      const first = reader.uint(1);
      if (first >= 0x80) {
        yield this.#entry(integer(reader, first, 7));
      } else if (first >= 0x40) {
        const field = this.#literal(reader, first, 6);
        this.#insert(field);
        yield field;
      } else if (first >= 0x20) {
        if (!isBegin) throw new Malformed("a table size update after a header field");
        this.#resize(integer(reader, first, 5));
        continue;
      } else {
        yield this.#literal(reader, first, 4);
      }
      isBegin = false;
    }
  }

  #literal(reader: ByteReader, first: number, prefix: number): HeaderField {
    const index = integer(reader, first, prefix);
    const name = index === 0 ? literal(reader).text : this.#entry(index).name;
    const value = literal(reader);
    this.#onLiteral(name, value);
    return { name, value: value.text };
  }

  /** Dynamic entries follow the static ones, the newest first (section 2.3.3). */
  #entry(index: number): HeaderField {
    const entry =
      index <= staticTable.length
        ? staticTable[index - 1]
        : this.#table[this.#table.length - (index - staticTable.length)];
    if (!entry) throw new Malformed(`no header field with index ${index}`);
    return entry;
  }

  #insert(field: HeaderField): void {
    this.#table.push(field);
    this.#size += sizeOf(field);
    this.#evict();
  }

  #resize(limit: number): void {
    if (limit > largestTableSize) throw new Malformed(`a header table of ${limit} bytes`);
    this.#limit = limit;
    this.#evict();
  }

  /** An entry larger than the table empties it (section 4.4). */
  #evict(): void {
    while (this.#size > this.#limit) {
      const oldest = this.#table.shift();
      if (!oldest) return;
      this.#size -= sizeOf(oldest);
    }
  }
}

const sizeOf = ({ name, value }: HeaderField): number => name.length + value.length + entryOverhead;

/** Section 5.1. @param prefix - how many bits of the first byte belong to the integer. */
const integer = (reader: ByteReader, first: number, prefix: number): number => {
  const most = 2 ** prefix - 1;
  let value = first & most;
  if (value < most) return value;
  for (let at = 0; at < longestContinuation; at++) {
    const byte = reader.uint(1);
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return value;
  }
  throw new Malformed("an HPACK integer that is too long");
};

/** Section 5.2. */
const literal = (reader: ByteReader): LiteralValue => {
  const first = reader.uint(1);
  const bytes = reader.take(integer(reader, first, 7));
  const isHuffman = first >= 0x80;
  return { bytes, isHuffman, text: ascii(isHuffman ? decodeHuffman(bytes) : bytes) };
};
