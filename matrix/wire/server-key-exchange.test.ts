import { expect, test } from "vitest";
import { readServerKeyExchange } from "./server-key-exchange.ts";

const read = (body: string, cipherSuite: string) =>
  readServerKeyExchange(Buffer.from(body.replaceAll(" ", ""), "hex"), cipherSuite);

const ecdhe = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
const dhe = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";

test.for([
  [ecdhe, "03 001d 02 aabb 0804 0000", { group: "x25519", signatureScheme: "rsa_pss_rsae_sha256" }],
  [ecdhe, "03 fe01 00 0804", { group: "0xfe01", signatureScheme: "rsa_pss_rsae_sha256" }],
  [ecdhe, "01 001d 02 aabb 0804", null],
  [
    dhe,
    `0300 ${"ff".repeat(768)} 0001 02 0001 aa 0401`,
    { group: null, signatureScheme: "rsa_pkcs1_sha256" },
  ],
  ["TLS_RSA_WITH_AES_128_GCM_SHA256", "03 001d 00 0804", null],
] as const)("%s %s", ([cipherSuite, body, expected]) => {
  expect(read(body, cipherSuite)).toEqual(expected);
});

test("a point cut off", () => {
  expect(() => read("03 001d 20 aabb", ecdhe)).toThrow("32 bytes announced, 2 left");
});
