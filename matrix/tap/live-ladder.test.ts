import { expect, test } from "vitest";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import { connection, http2Preface, spoken } from "../tooling/test/evidence.ts";
import { liveLadder } from "./live-ladder.ts";

const names = { client: "host", server: "plugin" };

/** A connection on which so many messages passed. */
const grown = (messages: number, over: Partial<ConnectionEvidence> = {}): ConnectionEvidence =>
  connection({
    closedMs: null,
    firstClose: null,
    bytes: { client: messages, server: 0 },
    wire: {
      ...spoken(http2Preface, http2Preface),
      messages: Array.from({ length: messages }, (_, at) => ({
        from: "client",
        endsAt: at + 1,
        name: `message ${at + 1}`,
        detail: "",
        seen: "clear",
      })),
    },
    passages: Array.from({ length: messages }, (_, at) => ({
      from: "client",
      endsAt: at + 1,
      atMs: at + 2,
    })),
    ...over,
  });

/** What each step prints, a line each, without arrows. */
const printed = (steps: readonly (readonly ConnectionEvidence[])[]) => {
  let text = "";
  const draw = liveLadder(names, (more) => {
    text += more;
  });
  return steps.map((step) => {
    text = "";
    draw(step.map((evidence, at) => ({ number: at + 1, evidence })));
    return text
      .split("\n")
      .map((line) => line.replace(/ ─+▶$/, "").trim())
      .filter((line) => line !== "");
  });
};

const head = [
  "client: host, 127.0.0.1:50001",
  "server: plugin, 127.0.0.1:40001",
  "ms client                                 server",
  "1.0 connects",
];

test("liveLadder: only what is new is printed", () => {
  const closed = { closedMs: 9, firstClose: { by: "client", how: "fin" } } as const;
  expect(
    printed([[grown(1)], [grown(1)], [grown(2)], [grown(2, closed)], [grown(2, closed)]]),
  ).toEqual([
    ["connection 1", ...head, "2.0 message 1"],
    [],
    ["3.0 message 2"],
    ["9.0 closes (FIN)"],
    [],
  ]);
});

test("liveLadder: lines of another connection say whose they are", () => {
  const [, second] = printed([
    [grown(1), grown(1)],
    [grown(2), grown(1)],
  ]);
  expect(second).toEqual(["connection 1", "3.0 message 2"]);
});

test("liveLadder: a connection whose lines have changed is printed once more when it has ended", () => {
  const renamed = (over: Partial<ConnectionEvidence> = {}) => {
    const one = grown(1, over);
    const [message] = one.wire.messages;
    return {
      ...one,
      wire: { ...one.wire, messages: message ? [{ ...message, name: "other" }] : [] },
    };
  };
  expect(printed([[grown(1)], [renamed()], [renamed({ closedMs: 5 })]]).slice(1)).toEqual([
    [],
    ["from its beginning:", ...head, "2.0 other", "closed at 5.0 ms"],
  ]);
});

test("liveLadder: a connection like an earlier one has one line", () => {
  const ended = (clientAddress: string) => grown(1, { clientAddress, closedMs: 5 });
  const [, second] = printed([
    [ended("127.0.0.1:1")],
    [ended("127.0.0.1:1"), ended("127.0.0.1:2")],
  ]);
  expect(second).toEqual(["connection 2, as connection 1"]);
});
