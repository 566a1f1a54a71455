import { expect, test } from "vitest";
import { oid, sequence, tag, time, tlv } from "./der.ts";

test.for([
  { length: 0, header: "3000" },
  { length: 127, header: "307f" },
  { length: 128, header: "308180" },
  { length: 255, header: "3081ff" },
  { length: 256, header: "30820100" },
  { length: 65535, header: "3082ffff" },
])("$length bytes have the header $header (X.690 section 8.1.3)", ({ length, header }) => {
  const encoded = sequence(Buffer.alloc(length));
  expect(encoded.toString("hex", 0, encoded.length - length)).toBe(header);
});

test.for([
  { dotted: "2.5.4.3", hex: "0603550403" },
  { dotted: "1.2.840.113549.1.1.11", hex: "06092a864886f70d01010b" },
  { dotted: "1.2.840.10045.4.3.2", hex: "06082a8648ce3d040302" },
])("$dotted is $hex", ({ dotted, hex }) => {
  expect(oid(dotted).toString("hex")).toBe(hex);
});

test.for([
  { at: "2026-11-21T08:04:09.999Z", type: tag.utcTime, text: "261121080409Z" },
  { at: "2049-12-31T23:59:59.000Z", type: tag.utcTime, text: "491231235959Z" },
  { at: "2050-01-01T00:00:00.000Z", type: tag.generalizedTime, text: "20500101000000Z" },
])("$at is $text", ({ at, type, text }) => {
  expect(time(Date.parse(at))).toEqual(tlv(type, Buffer.from(text)));
});
