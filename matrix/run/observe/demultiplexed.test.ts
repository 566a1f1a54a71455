import { expect, test } from "vitest";
import { demultiplexed } from "./demultiplexed.ts";
import { Recording } from "./recording.ts";
import type { TappedConnection } from "./tap.ts";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

const recordingOf = (content: Uint8Array, limit?: number): Recording => {
  const recording = new Recording(limit);
  recording.append(content, 1);
  return recording;
};

const connectionOf = (client: Recording, server: Recording): TappedConnection => ({
  clientAddress: "c",
  serverAddress: "s",
  openedAt: 1,
  closedAt: null,
  closes: [],
  dialError: null,
  client,
  server,
});

const data = (stream: string, content: string) =>
  `00 00 0000 ${stream} ${(content.length / 2).toString(16).padStart(8, "0")} ${content}`;

const client = bytes(
  `${data("00000001", "0102")}${data("00000003", "03")}${data("00000002", "99")}`,
);
const server = bytes(data("00000001", "aa"));

const shown = (connections: readonly TappedConnection[]) =>
  connections.map((one) => [
    Buffer.from(one.client.bytes()).toString("hex"),
    Buffer.from(one.server.bytes()).toString("hex"),
    one.client.isWhole && one.server.isWhole,
  ]);

test("the client's streams of a session, as connections", () => {
  const connection = connectionOf(recordingOf(client), recordingOf(server));
  expect(shown(demultiplexed(connection))).toEqual([
    ["0102", "aa", true],
    ["03", "", true],
  ]);
});

test("what was not recorded whole is not whole", () => {
  const connection = connectionOf(recordingOf(client, client.length - 1), recordingOf(server));
  expect(shown(demultiplexed(connection)).map(([, , whole]) => whole)).toEqual([false, false]);
});

test.for([
  ["HTTP/2", "505249202a20485454502f322e30", "0000"],
  ["a session that only the client begins", client.toString("hex"), ""],
])("%s is one connection", ([, one = "", other = ""]) => {
  const connection = connectionOf(recordingOf(bytes(one)), recordingOf(bytes(other)));
  expect(demultiplexed(connection)).toEqual([connection]);
});
