import { expect, test } from "vitest";
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from "./pcapng-blocks.ts";

const millennium = Date.UTC(2000, 0, 1);

test.for([
  {
    name: "section header",
    block: sectionHeader("abc"),
    hex: `0a0d0d0a 28000000  4d3c2b1a 0100 0000 ffffffffffffffff
          0400 0300 61626300  0000 0000  28000000`,
  },
  {
    name: "interface description",
    block: interfaceDescription("made up"),
    hex: `01000000 2c000000  6500 0000 00000000
          0100 0700 6d61646520757000  0900 0100 09000000  0000 0000  2c000000`,
  },
  {
    name: "decryption secrets, padded",
    block: decryptionSecrets("ab c\n"),
    hex: "0a000000 1c000000  4b534c54 05000000 616220630a000000  1c000000",
  },
  {
    name: "packet, padded, without a comment",
    block: enhancedPacket(millennium + 0.25, Uint8Array.of(1, 2, 3, 4, 5), null),
    // 946 684 800 000 250 000 nanoseconds.
    hex: `06000000 28000000  00000000 cf4c230d 90d04652 05000000 05000000
          0102030405000000  28000000`,
  },
  {
    name: "packet with a comment in UTF-8",
    block: enhancedPacket(0.5, Uint8Array.of(1, 2, 3, 4), "hé"),
    hex: `06000000 30000000  00000000 00000000 20a10700 04000000 04000000 01020304
          0100 0300 68c3a900  0000 0000  30000000`,
  },
])("$name", ({ block, hex }) => {
  expect(Buffer.from(block).toString("hex")).toBe(hex.replace(/\s/g, ""));
});

/** The time as the block gives it: nanoseconds since the Unix epoch. */
const timeOf = (block: Uint8Array) => {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return (BigInt(view.getUint32(12, true)) << 32n) | BigInt(view.getUint32(16, true));
};

test.for([
  [0, 0n],
  [1, 1_000_000n],
  [0.000001, 1n],
  [1.9999999, 2_000_000n],
  [millennium + 0.25, 946_684_800_000_250_000n],
  [Date.UTC(2026, 10, 21) + 0.5, 1_795_219_200_000_500_000n],
] as const)("%d ms are %d ns", ([at, nanoseconds]) => {
  expect(timeOf(enhancedPacket(at, new Uint8Array(), null))).toBe(nanoseconds);
});
