import { expect, test } from "vitest";
import type { CapturedConnection } from "../../domain/capture.ts";
import { endpointsOf } from "./endpoints.ts";
import { segmentsOf } from "./segments.ts";

type Events = Partial<Pick<CapturedConnection, "chunks" | "closes">>;

/** One line for each segment: time, sender, flags, sequence and acknowledgment less the initial ones, bytes. */
const lines = (events: Events, at = 0): readonly string[] => {
  const connection = {
    clientAddress: "127.0.0.1:1",
    serverAddress: "127.0.0.1:2",
    openedAt: 10,
    chunks: [],
    closes: [],
    ...events,
  };
  const [ends] = endpointsOf([connection]);
  if (!ends) throw new Error("no endpoints");
  const segments = segmentsOf(connection, ends, at);
  const initial = new Map<number, number>();
  for (const { segment } of segments) {
    const { port } = segment.source;
    if (!initial.has(port)) initial.set(port, segment.sequence);
  }
  return segments.map(({ at: time, segment }) => {
    const { source, destination, sequence, acknowledgment, flags, bytes } = segment;
    const own = (sequence - (initial.get(source.port) ?? 0)) >>> 0;
    const others = (acknowledgment - (initial.get(destination.port) ?? 0)) >>> 0;
    const from = source.port === 1 ? "client" : "server";
    return `${time} ${from} ${flags.join("+")} ${own} ${others} ${bytes.length}`;
  });
};

const opening = ["10 client syn 0 0 0", "10 server syn+ack 0 1 0", "10 client ack 1 1 0"];

const chunk = (from: "client" | "server", at: number, length: number) => ({
  from,
  at,
  bytes: new Uint8Array(length),
});

test.for<{ name: string; events: Events; expected: readonly string[] }>([
  { name: "opened and never used", events: {}, expected: [] },
  {
    name: "a chunk each way and both ends closed",
    events: {
      chunks: [chunk("client", 11, 100), chunk("server", 12.5, 50)],
      closes: [
        { by: "client", how: "fin", at: 13 },
        { by: "server", how: "fin", at: 14 },
      ],
    },
    expected: [
      "11 client psh+ack 1 1 100",
      "11 server ack 1 101 0",
      "12.5 server psh+ack 1 101 50",
      "12.5 client ack 101 51 0",
      "13 client fin+ack 101 51 0",
      "13 server ack 51 102 0",
      "14 server fin+ack 51 102 0",
      "14 client ack 102 52 0",
    ],
  },
  {
    name: "data after the other side's fin",
    events: {
      chunks: [chunk("server", 12, 5)],
      closes: [{ by: "client", how: "fin", at: 11 }],
    },
    expected: [
      "11 client fin+ack 1 1 0",
      "11 server ack 1 2 0",
      "12 server psh+ack 1 2 5",
      "12 client ack 2 6 0",
    ],
  },
  {
    name: "a side that has reset acknowledges nothing",
    events: {
      chunks: [chunk("server", 12, 5)],
      closes: [
        { by: "client", how: "rst", at: 11 },
        { by: "server", how: "fin", at: 13 },
      ],
    },
    expected: ["11 client rst+ack 1 1 0", "12 server psh+ack 1 1 5", "13 server fin+ack 6 1 0"],
  },
  {
    name: "at the same time data comes before the close",
    events: {
      chunks: [chunk("server", 11, 1)],
      closes: [{ by: "server", how: "rst", at: 11 }],
    },
    expected: ["11 server psh+ack 1 1 1", "11 client ack 1 2 0", "11 server rst+ack 2 1 0"],
  },
  {
    name: "times do not go back",
    events: { chunks: [chunk("client", 9, 1)] },
    expected: ["10 client psh+ack 1 1 1", "10 server ack 1 2 0"],
  },
  {
    name: "the longest segment",
    events: { chunks: [chunk("client", 11, 65_495)] },
    expected: ["11 client psh+ack 1 1 65495", "11 server ack 1 65496 0"],
  },
  {
    name: "a chunk that is longer is split",
    events: { chunks: [chunk("client", 11, 131_000)] },
    expected: [
      "11 client ack 1 1 65495",
      "11 server ack 1 65496 0",
      "11 client ack 65496 1 65495",
      "11 server ack 1 130991 0",
      "11 client psh+ack 130991 1 10",
      "11 server ack 1 131001 0",
    ],
  },
  { name: "an empty chunk is none", events: { chunks: [chunk("client", 11, 0)] }, expected: [] },
])("$name", ({ events, expected }) => {
  expect(lines(events)).toEqual([...opening, ...expected]);
});

test("sequence numbers wrap", () => {
  // The connection at place 4095 begins 2^20 below the end of the range.
  const events: Events = {
    chunks: [chunk("client", 11, 2 ** 20 + 5), chunk("client", 12, 1)],
    closes: [{ by: "client", how: "fin", at: 13 }],
  };
  expect(lines(events, 4095)).toEqual(lines(events, 0));
  expect(lines(events, 4095).at(-1)).toBe("13 server ack 1 1048584 0");
});
