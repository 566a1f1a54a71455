import { expect, test } from "vitest";
import { readSide } from "./side-streams.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

/** Frames of a server, which has no preface, as they came in the clear. */
const fromServer = (wire: string) => {
  const bytes = hex(wire);
  return readSide([{ bytes, endsAt: bytes.length }], "server");
};

/** SETTINGS with MAX_CONCURRENT_STREAMS 100, and then with 1. */
const limits = "000006 04 00 00000000 0003 00000064 000006 04 00 00000000 0003 00000001";
/** Up to stream 5, NO_ERROR, "bye". */
const goaway = "00000b 07 00 00000000 00000005 00000000 627965";
/** :status 200 by its index, then the same with END_STREAM. */
const headers = "000001 01 04 00000005 88";
const trailers = "000001 01 05 00000005 88";
const refused = "000004 03 00 00000005 00000007";

test("what a server says of a connection", () => {
  const { connection, understood } = fromServer(`${limits} ${goaway}`);
  expect(understood).toBe(true);
  expect(connection).toEqual({
    maxStreams: 1,
    pings: [],
    goaways: [{ code: "NO_ERROR", lastStream: 5, debugData: "bye", endsAt: 50 }],
  });
});

test("which pings a server sends, and which it answers", () => {
  const ping = "000008 06 00 00000000 0102030405060708";
  const answer = "000008 06 01 00000000 ffffffffffffffff";
  expect(fromServer(`${ping} ${answer}`).connection.pings).toEqual([
    { isAnswer: false, data: "0102030405060708", endsAt: 17 },
    { isAnswer: true, data: "ffffffffffffffff", endsAt: 34 },
  ]);
});

test.for([
  {
    name: "that is answered",
    wire: `${headers} ${trailers}`,
    half: { ended: true, reset: null, beginsAt: 10, endsAt: 20, resetAt: null },
  },
  {
    name: "that is reset",
    wire: `${headers} ${refused}`,
    half: { ended: false, reset: "REFUSED_STREAM", beginsAt: 10, endsAt: 23, resetAt: 23 },
  },
  {
    name: "that is reset after its end",
    wire: `${headers} ${trailers} ${refused}`,
    half: { ended: true, reset: "REFUSED_STREAM", beginsAt: 10, endsAt: 20, resetAt: 33 },
  },
  {
    name: "that goes on",
    wire: headers,
    half: { ended: false, reset: null, beginsAt: 10, endsAt: null, resetAt: null },
  },
])("where a stream $name begins and ends", ({ wire, half }) => {
  expect(fromServer(wire).streams.get(5)).toMatchObject(half);
});

test("in records a frame ends with the record that completed it", () => {
  const bytes = hex(headers);
  const pieces = [
    { bytes: bytes.subarray(0, 4), endsAt: 30 },
    { bytes: bytes.subarray(4), endsAt: 60 },
  ];
  expect(readSide(pieces, "server").streams.get(5)?.beginsAt).toBe(60);
});
