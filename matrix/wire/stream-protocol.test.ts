import { expect, test } from "vitest";
import { protocolOf } from "./stream-protocol.ts";

const debugData = Buffer.from("TLS version too low").toString("hex");

test.for([
  ["nothing", "", "nothing"],
  ["SETTINGS", "000006 04 00 00000000 000300000064", "http2"],
  ["SETTINGS on a stream", "000006 04 00 00000001 000300000064", "other"],
  ["SETTINGS of seven bytes", "000007 04 00 00000000", "other"],
  ["GOAWAY", `00001b 07 00 00000000 00000000 0000000c ${debugData}`, "http2"],
  ["GOAWAY too short for its code", "000004 07 00 00000000 00000000", "other"],
  ["GOAWAY longer than any frame may be", "004001 07 00 00000000", "other"],
  ["GOAWAY on a stream", "000008 07 00 00000003 00000000 0000000c", "other"],
  ["an alert", "15 0303 0002 0228", "tls"],
] as const)("%s", ([, wire, protocol]) => {
  expect(protocolOf(Buffer.from(wire.replaceAll(" ", ""), "hex"))).toBe(protocol);
});
