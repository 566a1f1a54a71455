import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { readCertificate, readCertificateRequest } from "./certificate-messages.ts";

const bytesOf = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

test.for([
  ["1.3", "00 000000"],
  ["before 1.3", "000000"],
] as const)("%s: no certificate is a chain of none", ([layout, body]) => {
  expect(readCertificate(bytesOf(body), layout)).toEqual({ chain: [] });
});

test.for([
  ["1.3", "00 00000e 000001 aa 0000 000001 bb 0002 0000"],
  ["before 1.3", "000008 000001 aa 000001 bb"],
] as const)("%s: what is no certificate keeps its place and its hash", ([layout, body]) => {
  const { chain } = readCertificate(bytesOf(body), layout);
  expect(chain.map(({ keyType, sha256 }) => [keyType, sha256])).toEqual(
    ["aa", "bb"].map((byte) => [
      "unreadable",
      createHash("sha256").update(bytesOf(byte)).digest("hex"),
    ]),
  );
});

test("a chain has 32 certificates at most", () => {
  const chainOf = (count: number) =>
    readCertificate(
      bytesOf(`${(count * 4).toString(16).padStart(6, "0")}${"000001aa".repeat(count)}`),
      "before 1.3",
    ).chain.length;
  expect(chainOf(32)).toBe(32);
  expect(() => chainOf(33)).toThrow("a chain of more than 32 certificates");
});

const name = "300d310b300906035504030c026361";

test.for([
  [
    "1.3",
    `00 0021 000d 0006 0004 0403 fafa 002f 0013 0011 000f ${name}`,
    { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities: ["CN=ca"] },
  ],
  ["1.3", "00 0000", { signatureSchemes: [], authorities: [] }],
  [
    "before 1.3",
    `01 40 0004 0403 0999 0011 000f ${name}`,
    { signatureSchemes: ["ecdsa_secp256r1_sha256", "0x0999"], authorities: ["CN=ca"] },
  ],
  ["before 1.3", "00 0000 0000", { signatureSchemes: [], authorities: [] }],
  ["before 1.3", "00 0000 0003 0001 ff", { signatureSchemes: [], authorities: ["#ff"] }],
] as const)("%s: CertificateRequest %s", ([layout, body, expected]) => {
  expect(readCertificateRequest(bytesOf(body), layout)).toEqual(expected);
});
