import { expect, test } from "vitest";
import { http2Preface } from "./http2-reading.ts";
import { protocolFrom, protocolOf } from "./stream-protocol.ts";

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

test.for([
  { name: "whole", text: http2Preface },
  { name: "in part", text: http2Preface.slice(0, 5) },
  { name: "with frames", text: `${http2Preface}\0\0\0\x04\0\0\0\0\0` },
])("a client's preface that comes back from a server is no HTTP/2: $name", ({ text }) => {
  const bytes = Buffer.from(text, "latin1");
  expect([protocolFrom("client", bytes), protocolFrom("server", bytes)]).toEqual([
    "http2",
    "other",
  ]);
});

test("a request that comes back from a server is no HTTP/1, and a status line is", () => {
  const [request, answer] = ["GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n"].map(Buffer.from);
  expect(request && [protocolFrom("client", request), protocolFrom("server", request)]).toEqual([
    "http1",
    "other",
  ]);
  expect(answer && protocolFrom("server", answer)).toBe("http1");
});

test("what both sides may send is the same of both", () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("000000040000000000", "hex")]) {
    expect(protocolFrom("server", bytes)).toBe(protocolOf(bytes));
  }
});
