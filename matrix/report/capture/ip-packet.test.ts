import fc from "fast-check";
import { expect, test } from "vitest";
import { ipPacket, longestSegment, type Segment } from "./ip-packet.ts";

const v4 = {
  source: { address: Uint8Array.of(127, 0, 0, 1), port: 40_123 },
  destination: { address: Uint8Array.of(127, 0, 0, 2), port: 50_051 },
};
const loopback6 = (last: number) => Uint8Array.of(...new Array<number>(15).fill(0), last);
const v6 = {
  source: { address: loopback6(1), port: 5 },
  destination: { address: loopback6(2), port: 65_535 },
};

test.for<{ name: string; segment: Segment; hex: string }>([
  {
    name: "a SYN has its segment size and no acknowledgment",
    segment: { ...v4, sequence: 1, acknowledgment: 9, flags: ["syn"], bytes: new Uint8Array() },
    hex: `4500 002c 0000 4000 40 06 3cc9 7f000001 7f000002
          9cbb c383 00000001 00000000 60 02 ffff 3fbf 0000 0204ffd7`,
  },
  {
    name: "data of odd length",
    segment: {
      ...v4,
      sequence: 0xffffffff,
      acknowledgment: 9,
      flags: ["psh", "ack"],
      bytes: Uint8Array.of(1, 2, 3),
    },
    hex: `4500 002b 0000 4000 40 06 3cca 7f000001 7f000002
          9cbb c383 ffffffff 00000009 50 18 ffff 4d7c 0000 010203`,
  },
  {
    name: "a reset over IPv6",
    segment: {
      ...v6,
      sequence: 7,
      acknowledgment: 0xfffffffe,
      flags: ["rst", "ack"],
      bytes: new Uint8Array(),
    },
    hex: `60000000 0014 06 40
          00000000000000000000000000000001 00000000000000000000000000000002
          0005 ffff 00000007 fffffffe 50 14 ffff afc3 0000`,
  },
])("$name", ({ segment, hex }) => {
  expect(Buffer.from(ipPacket(segment)).toString("hex")).toBe(hex.replace(/\s/g, ""));
});

/** RFC 1071 section 1: over data with a right checksum the sum of all 16-bit words is all ones. */
const wordSum = (bytes: Uint8Array) => {
  const even = bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, 0);
  let sum = 0;
  for (let at = 0; at < even.length; at += 2) {
    sum += (even[at] ?? 0) * 256 + (even[at + 1] ?? 0);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum;
};

test("checksums hold over any data", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 99 }), fc.constantFrom(v4, v6), (bytes, ends) => {
      const packet = ipPacket({
        ...ends,
        sequence: 4_000_000_000,
        acknowledgment: 1,
        flags: ["ack"],
        bytes,
      });
      const headerLength = ends === v4 ? 20 : 40;
      const tcp = packet.subarray(headerLength);
      const pseudo = [
        ...ends.source.address,
        ...ends.destination.address,
        ...[0, 6, tcp.length >> 8, tcp.length & 0xff],
      ];
      if (ends === v4) expect(wordSum(packet.subarray(0, headerLength))).toBe(0xffff);
      expect(wordSum(Uint8Array.of(...pseudo, ...tcp))).toBe(0xffff);
      expect(tcp.subarray(20)).toEqual(bytes);
    }),
  );
});

test("the longest segment fills the longest IPv4 packet", () => {
  const bytes = new Uint8Array(longestSegment);
  const packet = ipPacket({ ...v4, sequence: 0, acknowledgment: 0, flags: ["ack"], bytes });
  expect(packet.length).toBe(65_535);
  expect([...packet.subarray(2, 4)]).toEqual([0xff, 0xff]);
});
