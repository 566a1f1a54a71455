import { expect, test } from "vitest";
import type { DrawnConnection, DrawnStep } from "../ladder/drawing.ts";
import { type TimelineRow, timelinesOf } from "./timeline.ts";

const flight = (from: "client" | "server", atMs: number | null, name: string): DrawnStep => ({
  kind: "flight",
  from,
  atMs,
  messages: [{ name, detail: "", seen: "clear" }],
});

const connection = (
  lane: number,
  openedMs: number,
  steps: readonly DrawnStep[],
  remarks: readonly string[] = [],
): DrawnConnection => ({
  lane,
  clientAddress: "127.0.0.1:1",
  serverAddress: "127.0.0.1:2",
  openedMs,
  steps,
  remarks,
  alike: 0,
});

const words = ({ lane, atMs, step }: TimelineRow) => {
  const what = step.kind === "flight" ? step.messages[0]?.name : step.kind;
  return `${lane} ${atMs ?? "?"} ${what}`;
};

test.for([
  { name: "no connection", connections: [], rows: [] },
  {
    name: "two connections of one hop, one under the other",
    connections: [
      connection(0, 1, [flight("client", 2, "ClientHello")], ["still open"]),
      connection(0, 5, [{ kind: "close", by: "server", how: "rst", atMs: 6 }]),
    ],
    rows: [
      ["0 1 connect", "0 2 ClientHello", "0 ? remark"],
      ["0 5 connect", "0 6 close"],
    ],
  },
  {
    name: "what a relay does behind it stands where it happens",
    connections: [
      connection(0, 1, [flight("client", 2, "ClientHello"), flight("server", 9, "Alert")]),
      connection(1, 3, [{ kind: "folded", messages: 2 }, flight("server", 5, "ServerHello")]),
    ],
    rows: [
      [
        "0 1 connect",
        "0 2 ClientHello",
        "1 3 connect",
        "1 ? folded",
        "1 5 ServerHello",
        "0 9 Alert",
      ],
    ],
  },
  {
    name: "what has no time stays behind what it came after",
    connections: [
      connection(0, 1, [flight("client", null, "lost"), flight("client", 4, "later")]),
      connection(1, 2, []),
    ],
    rows: [["0 1 connect", "0 ? lost", "1 2 connect", "0 4 later"]],
  },
])("$name", ({ connections, rows }) => {
  const found = timelinesOf({ lanes: ["go", "nginx", "python"], connections });
  expect(found.map((timeline) => timeline.rows.map(words))).toEqual(rows);
});
