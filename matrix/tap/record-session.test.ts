import { expect, test } from "vitest";
import { Recording } from "../run/observe/recording.ts";
import type { TappedConnection } from "../run/observe/tap.ts";
import { cellEvidence } from "../tooling/test/evidence.ts";
import { KeyLogReader } from "../wire/key-log.ts";
import { recordSession } from "./record-session.ts";

const ended = (name: string): TappedConnection => {
  const connection = {
    clientAddress: name,
    serverAddress: "127.0.0.1:1",
    openedAt: 0,
    closedAt: 2,
    closes: [],
    dialError: null,
    client: new Recording(),
    server: new Recording(),
  };
  connection.client.append(Buffer.from("spoken"), 1);
  return connection;
};

const session = (connections: readonly TappedConnection[]) =>
  recordSession(0, () => connections, [new KeyLogReader()], "kept");

test("the first 16 and the last 48 connections are kept, and those that are open", () => {
  const connections = Array.from({ length: 100 }, (_, at) => ended(String(at)));
  const [open] = connections.slice(30);
  if (open) open.closedAt = null;
  const recorded = session(connections);
  expect(recorded.hasNews()).toBe(true);
  const numbers = [...Array.from({ length: 16 }, (_, at) => at + 1), 31];
  const last = Array.from({ length: 48 }, (_, at) => at + 53);
  expect(recorded.connections().map(({ number }) => number)).toEqual([...numbers, ...last]);
  expect([...recorded.forgotten()]).toEqual([["foreign", 35]]);
  expect(connections[20]?.client.chunks).toEqual([]);
});

test("news are bytes, ends and connections, each once", () => {
  const connection = ended("a");
  const connections = [connection];
  const recorded = session(connections);
  const news = (happen: () => void) => {
    happen();
    return [recorded.hasNews(), recorded.hasNews()];
  };
  expect(news(() => {})).toEqual([true, false]);
  expect(news(() => connection.server.append(Buffer.from("x"), 3))).toEqual([true, false]);
  expect(news(() => connection.closes.push({ by: "client", how: "fin", at: 4 }))).toEqual([
    true,
    false,
  ]);
  expect(news(() => connections.push(ended("b")))).toEqual([true, false]);
});

test("evidence is read again where there is more", () => {
  const connection = ended("a");
  const recorded = session([connection]);
  const [before] = recorded.connections();
  expect(recorded.connections()[0]?.evidence).toBe(before?.evidence);
  connection.server.append(Buffer.from("more"), 3);
  expect(recorded.connections()[0]?.evidence.bytes).toEqual({ client: 6, server: 4 });
});

test.for([
  ["kept", "73706f6b656e"],
  ["left-out", ""],
] as const)("payload %s: evidence and capture", ([payload, firstBytes]) => {
  const recorded = recordSession(0, () => [ended("a")], [new KeyLogReader()], payload);
  expect(recorded.connections()[0]?.evidence.wire.client).toEqual({
    protocol: "other",
    firstBytes,
  });
  const { chunks } = recorded.capture(cellEvidence()).connections[0] ?? {};
  expect(chunks?.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
    payload === "kept" ? "spoken" : "\0".repeat(6),
  ]);
});
