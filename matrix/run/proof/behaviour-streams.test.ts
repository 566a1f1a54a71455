import { expect, test } from "vitest";
import { http2Preface } from "../../wire/http2-reading.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { Recording } from "../observe/recording.ts";
import { behaviourStreams } from "./behaviour-streams.ts";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

const settings = bytes("000000 04 00 00000000");
const ping = (data: string, isAnswer = false) =>
  bytes(`000008 06 ${isAnswer ? "01" : "00"} 00000000 ${data}`);
const goaway = bytes("00000b 07 00 00000000 00000005 0000000b 627965");

const [one, other] = ["0000000000000001", "0000000000000002"];

/** Each part at its time. */
const recording = (...parts: readonly (readonly [atMs: number, bytes: Uint8Array])[]) => {
  const made = new Recording();
  for (const [atMs, part] of parts) made.append(part, atMs);
  return made;
};

test("pings have their times, and whether they were answered, each for itself", () => {
  const client = recording(
    [1, Buffer.from(http2Preface)],
    [1, settings],
    [5, ping(one)],
    [9, ping(one)],
    [11, ping(other, true)],
  );
  const server = recording([2, settings], [6, ping(one, true)], [10, ping(other)], [12, goaway]);
  const { connections } = behaviourStreams({
    connections: [{ client, server }],
    keyLogs: [new KeyLogReader()],
  });
  const begin = http2Preface.length + settings.length;
  expect(connections).toEqual([
    {
      maxStreams: null,
      goaways: [
        { code: "ENHANCE_YOUR_CALM", lastStream: 5, debugData: "bye", endsAt: 63, atMs: 12 },
      ],
      pings: {
        client: [
          { atMs: 5, answered: true, endsAt: begin + 17 },
          { atMs: 9, answered: false, endsAt: begin + 34 },
        ],
        server: [{ atMs: 10, answered: true, endsAt: settings.length + 34 }],
      },
    },
  ]);
});
