import fc from "fast-check";
import { expect, test } from "vitest";
import { distinguishedName } from "./distinguished-name.ts";

const element = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
};

const types = {
  CN: "550403",
  C: "550406",
  O: "55040a",
  OU: "55040b",
  DC: "0992268993f22c640119",
  unstructuredName: "2a864886f70d010902",
} as const;

const utf8 = 0x0c;

const attribute = (type: keyof typeof types, value: string | Uint8Array, tag = utf8): Uint8Array =>
  element(0x30, element(0x06, Buffer.from(types[type], "hex")), element(tag, Buffer.from(value)));

/** A name of relative names, each of its attributes. */
const name = (...relativeNames: readonly (readonly Uint8Array[])[]): Uint8Array =>
  element(0x30, ...relativeNames.map((attributes) => element(0x31, ...attributes)));

test.for([
  ["one part", name([attribute("CN", "localhost")]), "CN=localhost"],
  [
    "the last part first",
    name([attribute("C", "DE", 0x13)], [attribute("O", "Example")], [attribute("CN", "ca")]),
    "CN=ca,O=Example,C=DE",
  ],
  [
    "a part of two attributes",
    name([attribute("O", "Example"), attribute("OU", "Tests")]),
    "O=Example+OU=Tests",
  ],
  ["a domain component", name([attribute("DC", "example", 0x16)]), "DC=example"],
  ["escapes", name([attribute("CN", 'a,b+c"d\\e<f>g;h')]), 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h'],
  ["a number sign first, a space last", name([attribute("CN", "#x ")]), "CN=\\#x\\ "],
  ["control characters", name([attribute("CN", "a\x1b[31m\nb")]), "CN=a\\1b[31m\\0ab"],
  ["letters beyond ASCII", name([attribute("CN", "Zürich ✓")]), "CN=Zürich ✓"],
  ["Latin letters", name([attribute("CN", Uint8Array.of(0x5a, 0xfc), 0x14)]), "CN=Zü"],
  ["a string of no known encoding", name([attribute("CN", "\0a", 0x1e)]), "CN=#1e020061"],
  [
    "an attribute without a usual name",
    name([attribute("unstructuredName", "x")]),
    "1.2.840.113549.1.9.2=#0c0178",
  ],
  ["nothing", name(), ""],
] as const)("%s", ([, der, expected]) => {
  expect(distinguishedName(der)).toBe(expected);
});

test.for([
  ["no DER", "ff", "#ff"],
  ["no sequence", "0c0161", "#0c0161"],
  ["cut off", "300f310d", "#300f310d"],
  ["a length of five bytes", "30850000000000", "#30850000000000"],
  ["bytes after it", "30000c0161", "#30000c0161"],
  ["an attribute without a value", "3009310730050603550403", "#3009310730050603550403"],
])("%s is shown as it is", ([, bytes = "", expected]) => {
  expect(distinguishedName(Buffer.from(bytes, "hex"))).toBe(expected);
});

test("no bytes throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void distinguishedName(bytes)),
  );
});
