import { expect, test } from "vitest";
import { readClientHello, readServerHello } from "./hello.ts";

const bytesOf = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

/** A length in two bytes before these. */
const vector = (text: string): string => {
  const bytes = text.replaceAll(" ", "");
  return (bytes.length / 2).toString(16).padStart(4, "0") + bytes;
};

const random = "11".repeat(32);

const clientHello = (suites: string, extensions: string | null) =>
  readClientHello(
    bytesOf(
      `0303 ${random} 00 ${vector(suites)} 0100 ${extensions === null ? "" : vector(extensions)}`,
    ),
  );

test("a ClientHello without extensions offers its legacy version only", () => {
  expect(clientHello("1301 00ff", null)).toEqual({
    versions: ["1.2"],
    cipherSuites: ["TLS_AES_128_GCM_SHA256", "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"],
    groups: [],
    keyShares: [],
    signatureSchemes: [],
    alpn: [],
    serverName: null,
    random,
    // Type and length; version, random, session id, two suites, one compression method.
    bytes: 4 + 2 + 32 + 1 + 6 + 2,
  });
});

test("GREASE is left out everywhere, and what has no name keeps its code point", () => {
  const extensions = [
    `0a0a ${vector("")}`,
    `002b ${vector("06 baba 0304 7f1c")}`,
    `000a ${vector(vector("2a2a 001d 11ec 0a1b"))}`,
    `0033 ${vector(vector(`3a3a ${vector("00")} 001d ${vector("aabb")}`))}`,
    `000d ${vector(vector("0403 0a0a 0999"))}`,
  ].join("");
  expect(clientHello("fafa 1301 abcd", extensions)).toMatchObject({
    versions: ["1.3", "0x7f1c"],
    cipherSuites: ["TLS_AES_128_GCM_SHA256", "0xabcd"],
    groups: ["x25519", "X25519MLKEM768", "0x0a1b"],
    keyShares: ["x25519"],
    signatureSchemes: ["ecdsa_secp256r1_sha256", "0x0999"],
  });
});

test.for([
  ["a host name", `0000 ${vector(vector(`00 ${vector("61")}`))}`, { serverName: "a" }],
  ["a name of another type", `0000 ${vector(vector(`01 ${vector("61")}`))}`, { serverName: null }],
  ["the first of two extensions", `0010 ${vector(vector("026832"))} 0010 0000`, { alpn: ["h2"] }],
  ["several protocols", `0010 ${vector(vector("026832 0161"))}`, { alpn: ["h2", "a"] }],
] as const)("%s", ([, extensions, expected]) => {
  expect(clientHello("1301", extensions)).toMatchObject(expected);
});

test.for([
  ["an extension over the end", "000a 0004 0002", "4 bytes announced, 2 left"],
  ["a list over its extension", "000a 0004 0006 001d", "6 bytes announced, 2 left"],
  ["half a code point", "000a 0003 0001 00", "2 bytes announced, 1 left"],
] as const)("%s", ([, extensions, message]) => {
  expect(() => clientHello("1301", extensions)).toThrow(message);
});

const retryRandom = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

test.for([
  [
    "of TLS 1.2",
    `0303 ${random} 00 c02b 00 ${vector(`0010 ${vector(vector("026832"))}`)}`,
    { version: "1.2", group: null, alpn: "h2", retry: false },
  ],
  [
    "of TLS 1.3",
    `0303 ${random} 00 1301 00 ${vector(`002b 0002 0304 0033 ${vector(`001d ${vector("aa")}`)}`)}`,
    { version: "1.3", group: "x25519", alpn: null, retry: false },
  ],
  [
    "that asks for another key share",
    `0303 ${retryRandom} 00 1301 00 ${vector("002b 0002 0304 0033 0002 0018")}`,
    { version: "1.3", group: "secp384r1", retry: true },
  ],
  ["without extensions", `0301 ${random} 00 002f 00`, { version: "1.0", group: null, alpn: null }],
] as const)("a ServerHello %s", ([, body, expected]) => {
  expect(readServerHello(bytesOf(body))).toMatchObject(expected);
});
