import { expect, test } from "vitest";
import { element, integer, namedBits, oid, tags, utcTime } from "./der.ts";

test.for([
  // X.690 section 8.1.3: one byte up to 127, then the long form.
  ["a short element", element(tags.octetString, Buffer.alloc(2)), "04020000"],
  ["the longest short one", element(tags.octetString, Buffer.alloc(127)).subarray(0, 3), "047f00"],
  ["one of 128 bytes", element(tags.octetString, Buffer.alloc(128)).subarray(0, 4), "04818000"],
  ["one of 256 bytes", element(tags.octetString, Buffer.alloc(256)).subarray(0, 5), "0482010000"],
  // Section 8.3: no sign for what is not negative.
  ["zero", integer(0), "020100"],
  ["127", integer(127), "02017f"],
  ["128", integer(128), "02020080"],
  ["256", integer(256), "02020100"],
  // RFC 5280 appendix C.1: keyCertSign and cRLSign.
  ["named bits", namedBits([5, 6]), "03020106"],
  ["the first named bit", namedBits([0]), "03020780"],
  ["arcs above 127", oid("1.2.840.10045"), "06052a8648ce3d"],
  [
    "a time",
    utcTime(new Date("2049-12-31T23:59:59.999Z")),
    `170d${Buffer.from("491231235959Z").toString("hex")}`,
  ],
] as const)("%s", ([, der, hex]) => {
  expect(der.toString("hex")).toBe(hex);
});
