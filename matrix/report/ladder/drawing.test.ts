import { expect, test } from "vitest";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
import { cellEvidence, connection, processEvidence } from "../../tooling/test/evidence.ts";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { cellResult } from "../../tooling/test/results.ts";
import { type Drawing, type DrawnConnection, type DrawnStep, drawingOf } from "./drawing.ts";
import { drawingSchema } from "./drawing-schema.ts";

const message = (from: "client" | "server", endsAt: number, name: string): WireMessage => ({
  from,
  endsAt,
  name,
  detail: "",
  seen: "clear",
});
const passage = (from: "client" | "server", endsAt: number, atMs: number): Passage => ({
  from,
  endsAt,
  atMs,
});

const connected = (
  messages: readonly WireMessage[],
  passages: readonly Passage[],
  over: Partial<ConnectionEvidence> = {},
): ConnectionEvidence => {
  const dull = connection({ bytes: { client: 0, server: 0 }, passages, ...over });
  return { ...dull, wire: { ...dull.wire, messages } };
};

const handshake = connected(
  [
    message("client", 10, "ClientHello"),
    message("server", 5, "ServerHello"),
    message("server", 9, "Finished"),
  ],
  [passage("client", 10, 1.04), passage("server", 9, 2.06)],
  { firstClose: { by: "server", how: "fin" }, openedMs: 0.26, closedMs: 3.14 },
);

const words = ({ lane, openedMs, steps, remarks, alike }: DrawnConnection) => [
  `lane ${lane} opened at ${openedMs}, ${alike} alike`,
  ...steps.map(stepWords),
  ...remarks,
];

const stepWords = (step: DrawnStep): string => {
  switch (step.kind) {
    case "flight":
      return `${step.from} at ${step.atMs}: ${step.messages.map(({ name }) => name).join(", ")}`;
    case "close":
      return `${step.by} closes at ${step.atMs}: ${step.how}`;
    case "folded":
      return `${step.messages} folded`;
  }
};

const direct = cellResult("go/python/tls/p256");
const routed = cellResult("go/python/tls/p256/route=nginx-grpc");

test("messages that came together are a flight, and the close is a step", () => {
  const { lanes, connections } = drawingOf(direct, cellEvidence({ connections: [handshake] }));
  expect(lanes).toEqual(["go", "python"]);
  expect(connections.map(words)).toEqual([
    [
      "lane 0 opened at 0.3, 0 alike",
      "client at 1: ClientHello",
      "server at 2.1: ServerHello, Finished",
      "server closes at 3.1: fin",
    ],
  ]);
});

test("connections that are alike are drawn once", () => {
  const evidence = cellEvidence({ connections: [handshake, handshake, handshake] });
  expect(drawingOf(direct, evidence).connections.map(({ alike }) => alike)).toEqual([2]);
});

test("an intermediary is a lane between, with its own connections", () => {
  const upstream = {
    route: "nginx 1.28",
    tls: "terminate",
    connections: [handshake],
    process: processEvidence(),
  } as const;
  const { lanes, connections } = drawingOf(
    routed,
    cellEvidence({ connections: [handshake], upstream }),
  );
  expect(lanes).toEqual(["go", "nginx-grpc", "python"]);
  expect(connections.map(({ lane }) => lane)).toEqual([0, 1]);
});

test("of a long connection the beginning and the end are drawn", () => {
  const many = Array.from({ length: 500 }, (_, at) => message("client", at + 1, "DATA"));
  const evidence = cellEvidence({ connections: [connected(many, [passage("client", 500, 1)])] });
  const { steps } = drawingOf(direct, evidence).connections[0] ?? { steps: [] };
  const drawn = steps.flatMap((step) => (step.kind === "flight" ? step.messages : []));
  const folded = steps.flatMap((step) => (step.kind === "folded" ? [step.messages] : []));
  expect(drawn.length).toBeLessThanOrEqual(40);
  expect(drawn.length + (folded[0] ?? 0)).toBe(500);
});

test("what is written is read back the same", () => {
  const drawing = drawingOf(direct, cellEvidence({ connections: [handshake] }));
  expect(drawingSchema.parse(JSON.parse(JSON.stringify(drawing)))).toEqual(drawing);
});

const forged = (over: Partial<DrawnConnection>): Drawing => ({
  lanes: ["go", "python"],
  connections: [
    {
      lane: 0,
      clientAddress: "127.0.0.1:1",
      serverAddress: "127.0.0.1:2",
      openedMs: 0,
      steps: [],
      remarks: [],
      alike: 0,
      ...over,
    },
  ],
});

test("what is read back passes the gate", () => {
  const read = drawingSchema.parse(
    forged({
      clientAddress: hostileText,
      remarks: [hostileText],
      steps: [
        {
          kind: "flight",
          from: "client",
          atMs: null,
          messages: [{ name: hostileText, detail: hostileText, seen: "clear" }],
        },
      ],
    }),
  );
  expect(JSON.stringify(read)).not.toMatch(
    /hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789|\\u001b|\u009b|\u202e|\\n/,
  );
});

test.for<[string, unknown]>([
  ["a lane that there is none of", forged({ lane: 2 })],
  ["a time before the cell", forged({ openedMs: -1 })],
  ["one lane", { ...forged({}), lanes: ["go"] }],
  ["more than there is", { ...forged({}), more: true }],
])("%s is no drawing", ([, value]) => {
  expect(drawingSchema.safeParse(value).success).toBe(false);
});
