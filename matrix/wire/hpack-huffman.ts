import { Malformed } from "./byte-reader.ts";

/**
 * Symbols by the length of their code in bits (RFC 7541 appendix B). The code is canonical: the codes of a
 * length follow each other in the order of their symbols, and go on from the shorter ones'.
 */
const symbolsByLength: ReadonlyMap<number, readonly number[]> = new Map(
  Object.entries({
    5: "30-32 61 63 65 69 6f 73-74",
    6: "20 25 2d-2f 33-39 3d 41 5f 62 64 66-68 6c-6e 70 72 75",
    7: "3a 42-57 59 6a-6b 71 76-7a",
    8: "26 2a 2c 3b 58 5a",
    10: "21-22 28-29 3f",
    11: "27 2b 7c",
    12: "23 3e",
    13: "00 24 40 5b 5d 7e",
    14: "5e 7d",
    15: "3c 60 7b",
    19: "5c c3 d0",
    20: "80 82-83 a2 b8 c2 e0 e2",
    21: "99 a1 a7 ac b0-b1 b3 d1 d8-d9 e3 e5-e6",
    22: "81 84-86 88 92 9a 9c a0 a3-a4 a9-aa ad b2 b5 b9-bb bd-be c4 c6 e4 e8-e9",
    23: "01 87 89-8d 8f 93 95-98 9b 9d-9e a5-a6 a8 ae-af b4 b6-b7 bc bf c5 e7 ef",
    24: "09 8e 90-91 94 9f ab ce d7 e1 ec-ed",
    25: "c7 cf ea-eb",
    26: "c0-c1 c8-ca cd d2 d5 da-db ee f0 f2-f3 ff",
    27: "cb-cc d3-d4 d6 dd-df f1 f4-f8 fa-fe",
    28: "02-08 0b-0c 0e-15 17-1f 7f dc f9",
    30: "0a 0d 16 100",
  }).map(([length, symbols]) => [Number(length), symbols.split(" ").flatMap(spread)]),
);

function spread(range: string): readonly number[] {
  const [first = 0, last = first] = range.split("-").map((symbol) => Number.parseInt(symbol, 16));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const endOfString = 0x100;
const longestCode = 30;

/** Padding is shorter than a byte, and begins the code of the end of the string: ones (section 5.2). */
const longestPadding = 7;

/** @throws Malformed for the code of the end of the string, and for padding that is none. */
export const decodeHuffman = (bytes: Uint8Array): Uint8Array => {
  // No code is shorter than 5 bits.
  const decoded = new Uint8Array(Math.floor((bytes.length * 8) / 5));
  let written = 0;
  let code = 0;
  let length = 0;
  let firstOfLength = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length++;
      firstOfLength *= 2;
      const symbols = symbolsByLength.get(length);
      if (!symbols) continue;
      const symbol = symbols[code - firstOfLength];
      if (symbol === undefined) {
        if (length >= longestCode) throw new Malformed("a Huffman code that is none");
        firstOfLength += symbols.length;
        continue;
      }
      if (symbol === endOfString) throw new Malformed("a Huffman code for the end of the string");
      decoded[written++] = symbol;
      code = length = firstOfLength = 0;
    }
  }
  if (length > longestPadding || code !== 2 ** length - 1) {
    throw new Malformed("Huffman padding that is none");
  }
  return decoded.subarray(0, written);
};
