import { expect, test } from "vitest";
import { yamuxStreams } from "./yamux.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

const open1 = "00 01 0001 00000001 00000000";
const data = (stream: string, content: string, length = content.length / 2) =>
  `00 00 0000 ${stream} ${length.toString(16).padStart(8, "0")} ${content}`;

test.for([
  { name: "a stream that is opened", wire: open1, streams: { 1: "" } },
  {
    name: "data of two streams, in parts",
    wire: [open1, data("00000001", "0102"), data("00000003", "aa"), data("00000001", "03")].join(
      " ",
    ),
    streams: { 1: "010203", 3: "aa" },
  },
  {
    name: "a ping and an end alone",
    wire: "00 02 0001 00000000 00000007 00 03 0000 00000000 00000000",
    streams: {},
  },
  { name: "data cut short", wire: data("00000001", "0102", 9), streams: { 1: "0102" } },
  {
    name: "a header cut short after a frame",
    wire: `${data("00000001", "01")} 00 00 00`,
    streams: { 1: "01" },
  },
])("yamux: $name", ({ wire, streams }) => {
  const read = yamuxStreams(hex(wire));
  const shown = [...(read ?? [])].map(([stream, bytes]) => [
    stream,
    Buffer.from(bytes).toString("hex"),
  ]);
  expect(Object.fromEntries(shown)).toEqual(streams);
});

test.for([
  { name: "nothing", wire: "" },
  { name: "a header cut short", wire: "00 01 0001 00000001 000000" },
  { name: "another version", wire: "01 01 0001 00000001 00000000" },
  { name: "an unknown type", wire: "00 04 0000 00000001 00000000" },
  { name: "an unknown flag", wire: "00 01 0010 00000001 00000000" },
  { name: "empty SETTINGS of HTTP/2", wire: "000000 04 00 00000000 000000 04 01 00000000" },
  { name: "a ping of a stream", wire: "00 02 0001 00000001 00000007" },
  { name: "SETTINGS of HTTP/2", wire: "000006 04 00 00000000 000500004000" },
  { name: "a ClientHello", wire: "16 0301 0200 01 0001fc 0303 000000" },
  {
    name: "the preface of HTTP/2",
    wire: Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").toString("hex"),
  },
])("no yamux: $name", ({ wire }) => {
  expect(yamuxStreams(hex(wire))).toBeUndefined();
});
