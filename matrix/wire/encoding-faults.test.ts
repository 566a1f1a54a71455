import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { expect, test } from "vitest";
import { derElements } from "./der.ts";
import { encodingFaults } from "./encoding-faults.ts";

const keys = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
  "sign",
  "verify",
]);
const sound = Buffer.from(
  (
    await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: "0151",
      name: "CN=my.test",
      keys,
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
      extensions: [
        new x509.SubjectAlternativeNameExtension([
          { type: "dns", value: "my.test" },
          { type: "ip", value: "127.0.0.1" },
        ]),
      ],
    })
  ).rawData,
);

const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const wholes = (bytes: Uint8Array) => derElements(bytes).map(({ whole }) => whole);
const within = (bytes: Uint8Array) => derElements(bytes)[0]?.content ?? new Uint8Array();

const [toBeSigned = new Uint8Array(), algorithm = new Uint8Array(), signature = new Uint8Array()] =
  wholes(within(sound));
const [version, serial, inner, issuer, dates, subject, key, extensions] = wholes(
  within(toBeSigned),
) as Buffer[];

type Parts = Partial<
  Record<"version" | "serial" | "inner" | "issuer" | "subject" | "extensions", Buffer>
>;

/** The sound certificate with parts that are others; its signature is not looked at. */
const certificate = (parts: Parts): Buffer => {
  const all = { version, serial, inner, issuer, subject, extensions, ...parts };
  const fields = [
    ...[all.version, all.serial, all.inner, all.issuer, dates, all.subject, key],
    all.extensions,
  ].flatMap((one) => (one && one.length > 0 ? [one] : []));
  return element(0x30, element(0x30, ...fields), algorithm, signature);
};

const nameOf = (tag: number, value: string) =>
  element(
    0x30,
    element(0x31, element(0x30, hex("06 03 55 04 03"), element(tag, Buffer.from(value)))),
  );

const names = (...list: readonly Buffer[]) =>
  element(0x30, hex("06 03 55 1d 11"), element(0x04, element(0x30, ...list)));

const withExtensions = (...list: readonly Buffer[]) => element(0xa3, element(0x30, ...list));

const dns = (text: string) => element(0x82, Buffer.from(text));
const address = (bytes: string) => element(0x87, hex(bytes));

test.for([
  ["sound", {}, []],
  ["a serial number of 0", { serial: hex("02 01 00") }, []],
  ["a serial number of 41 bytes", { serial: element(0x02, Buffer.alloc(41, 0x51)) }, []],
  ["a negative serial number", { serial: hex("02 02 b5 01") }, ["negative-serial-number"]],
  [
    "another algorithm inside",
    { inner: hex("30 0a 06 08 2a 86 48 ce 3d 04 03 03") },
    ["unlike-signature-algorithms"],
  ],
  [
    "an extension twice",
    { extensions: withExtensions(names(dns("my.test")), names(dns("my.test"))) },
    ["duplicate-extension"],
  ],
  [
    "addresses of both families",
    { extensions: withExtensions(names(address("7f 00 00 01"), address("00".repeat(16)))) },
    [],
  ],
  [
    "an address with its mask",
    { extensions: withExtensions(names(address("7f 00 00 01 ff ff ff ff"))) },
    ["address-length"],
  ],
  [
    "a DNS name in UTF-8",
    { extensions: withExtensions(names(dns("bücher.test"))) },
    ["name-not-ascii"],
  ],
  [
    "an e-mail address in UTF-8",
    { extensions: withExtensions(names(element(0x81, Buffer.from("ü@my.test")))) },
    ["name-not-ascii"],
  ],
  [
    "a URI in UTF-8",
    { extensions: withExtensions(names(element(0x86, Buffer.from("https://ü")))) },
    ["name-not-ascii"],
  ],
  ["a PrintableString", { subject: nameOf(0x13, "my service (1)") }, []],
  ["one with * and &", { subject: nameOf(0x13, "*.my & co") }, []],
  ["one with _", { subject: nameOf(0x13, "my_service") }, ["not-printable-string"]],
  ["one with @, of the issuer", { issuer: nameOf(0x13, "a@b") }, ["not-printable-string"]],
  ["a UTF8String with _", { subject: nameOf(0x0c, "my_service") }, []],
  ["version 1 with extensions", { version: Buffer.alloc(0) }, ["version-without-extensions"]],
  ["version 2 with extensions", { version: hex("a0 03 02 01 01") }, ["version-without-extensions"]],
  ["version 1 without", { version: Buffer.alloc(0), extensions: Buffer.alloc(0) }, []],
  [
    "two at once",
    { serial: hex("02 01 ff"), subject: nameOf(0x13, "my_service") },
    ["negative-serial-number", "not-printable-string"],
  ],
] as const satisfies readonly (readonly [string, Parts, readonly string[]])[])(
  "%s",
  ([, parts, faults]) => {
    expect(encodingFaults(certificate(parts))).toEqual(faults);
  },
);
