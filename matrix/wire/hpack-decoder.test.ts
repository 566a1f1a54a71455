import { describe, expect, test } from "vitest";
import { HpackDecoder } from "./hpack-decoder.ts";
import { decodeHuffman } from "./hpack-huffman.ts";

const bytesOf = (hexText: string) => Buffer.from(hexText.replaceAll(/\s/g, ""), "hex");

/** The fields of these blocks of one side, `name: value`, block by block. */
const decoded = (...blocks: readonly string[]) => {
  const decoder = new HpackDecoder();
  return blocks.map((block) =>
    [...decoder.fields(bytesOf(block))].map(({ name, value }) => `${name}: ${value}`),
  );
};

describe("RFC 7541 appendix C", () => {
  test.for([
    [
      "C.2.1",
      "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
      "custom-key: custom-header",
    ],
    ["C.2.2", "040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path"],
    ["C.2.3", "1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret"],
    ["C.2.4", "82", ":method: GET"],
  ] as const)("%s", ([, block, field]) => {
    expect(decoded(block)).toEqual([[field]]);
  });

  test.for([
    [
      "C.3",
      "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
      "8286 84be 5808 6e6f 2d63 6163 6865",
      "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
    ],
    [
      "C.4",
      "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
      "8286 84be 5886 a8eb 1064 9cbf",
      "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
    ],
  ] as const)("%s, requests", ([, ...blocks]) => {
    const authority = ":authority: www.example.com";
    // Indexes 62 and on: what the dynamic table holds at the end, the newest first.
    expect(decoded(...blocks, "be bf c0")).toEqual([
      [":method: GET", ":scheme: http", ":path: /", authority],
      [":method: GET", ":scheme: http", ":path: /", authority, "cache-control: no-cache"],
      [
        ":method: GET",
        ":scheme: https",
        ":path: /index.html",
        authority,
        "custom-key: custom-value",
      ],
      ["custom-key: custom-value", "cache-control: no-cache", authority],
    ]);
  });

  /** The examples have a table of 256 bytes, which this update announces. */
  const tableOf256 = "3f e1 01";

  test.for([
    [
      "C.5",
      `4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a
       3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
      "4803 3330 37c1 c0bf",
      `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04
       677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49
       553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31`,
    ],
    [
      "C.6",
      `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e
       919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
      "4883 640e ffc1 c0bf",
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7
       821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed
       4ee5 b106 3d50 07`,
    ],
  ] as const)("%s, responses with evictions", ([, first, ...rest]) => {
    const [date, later] = [21, 22].map((second) => `date: Mon, 21 Oct 2013 20:13:${second} GMT`);
    const location = "location: https://www.example.com";
    const cookie = "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
    const common = "cache-control: private";
    expect(decoded(`${tableOf256} ${first}`, ...rest, "be bf c0")).toEqual([
      [":status: 302", common, date, location],
      [":status: 307", common, date, location],
      [":status: 200", common, later, location, "content-encoding: gzip", cookie],
      [cookie, "content-encoding: gzip", later],
    ]);
    expect(() => decoded(`${tableOf256} ${first}`, ...rest, "c1")).toThrow(
      "no header field with index 65",
    );
  });
});

test.for([
  ["an index of 0", "80", "no header field with index 0"],
  ["an index beyond the tables", "be", "no header field with index 62"],
  ["an index of three bytes", "ff 9a 0a", "no header field with index 1433"],
  ["a name cut off", "400a 6375", "10 bytes announced, 2 left"],
  ["a name whose index is beyond the tables", "7f 00 00", "no header field with index 63"],
  ["an integer without end", "ff ffffffff 00", "an HPACK integer that is too long"],
  ["a table of 2^16 + 1 bytes", "3f e2 ff 03", "a header table of 65537 bytes"],
  ["a table size update after a field", "82 20", "a table size update after a header field"],
  [
    "the code of the end of the string",
    "00 84 ffffffff 00",
    "a Huffman code for the end of the string",
  ],
  ["padding of 8 bits", "00 82 f8ff 00", "Huffman padding that is none"],
  ["padding of zeros", "00 81 18 00", "Huffman padding that is none"],
] as const)("%s is malformed", ([, block, message]) => {
  expect(() => decoded(block)).toThrow(message);
});

test("an entry as large as the table stays in it", () => {
  expect(decoded("3f 03", "4001 61 01 62", "be")).toEqual([[], ["a: b"], ["a: b"]]);
});

test("an entry larger than the table empties it", () => {
  expect(() => decoded("4001 61 01 62", "3f 01", "4001 63 01 64", "be")).toThrow(
    "no header field with index 62",
  );
});

test.for([
  [0x00, "1ff8", 13],
  [0x0a, "3ffffffc", 30],
  [0x30, "0", 5],
  [0x3a, "5c", 7],
  [0x5c, "7fff0", 19],
  [0x7f, "ffffffc", 28],
  [0xcb, "7ffffde", 27],
  [0xf9, "ffffffe", 28],
  [0xff, "3ffffee", 26],
] as const)("symbol %i has the code 0x%s of %i bits", ([symbol, code, length]) => {
  const bits = Number.parseInt(code, 16).toString(2).padStart(length, "0");
  const padded = bits.padEnd(Math.ceil(length / 8) * 8, "1");
  const bytes = padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  expect([...decodeHuffman(Uint8Array.from(bytes))]).toEqual([symbol]);
});
