import { expect, test } from "vitest";
import type { Passage, WireMessage } from "../../domain/wire-message.ts";
import { cameWith, rungsOf } from "./rungs.ts";

/** "client 24 1.5": that side's stream was 24 bytes long at 1.5 ms. */
const passage = (text: string): Passage => {
  const [from, endsAt, atMs] = text.split(" ");
  return {
    from: from === "client" ? "client" : "server",
    endsAt: Number(endsAt),
    atMs: Number(atMs),
  };
};

const message = (text: string): WireMessage => {
  const [from, endsAt] = text.split(" ");
  return {
    from: from === "client" ? "client" : "server",
    endsAt: Number(endsAt),
    name: text,
    detail: "",
    seen: "clear",
  };
};

test.for<{ name: string; messages: string[]; passages: string[]; rungs: string[] }>([
  {
    name: "a message has passed with its last byte, those of one passage are one flight",
    messages: ["client 10", "client 20", "client 21", "server 5", "server 6"],
    passages: ["client 15 1", "client 20 2", "server 6 3", "client 21 4"],
    rungs: [
      "client 10 at 1",
      "client 20 at 2",
      "server 5 at 3",
      "+ server 6 at 3",
      "client 21 at 4",
    ],
  },
  {
    name: "passages at the same time keep their order",
    messages: ["client 10", "client 20", "server 5"],
    passages: ["client 10 1", "server 5 1", "client 20 1"],
    rungs: ["client 10 at 1", "server 5 at 1", "client 20 at 1"],
  },
  {
    name: "passages out of order are put in order of time",
    messages: ["client 10", "server 5"],
    passages: ["client 10 7", "server 5 1"],
    rungs: ["server 5 at 1", "client 10 at 7"],
  },
  {
    name: "what no passage reached has no time, comes last and is no flight",
    messages: ["client 10", "client 11", "client 12", "server 5", "server 6"],
    passages: ["server 5 1", "client 10 2"],
    rungs: ["server 5 at 1", "client 10 at 2", "client 11 at ?", "client 12 at ?", "server 6 at ?"],
  },
  { name: "nothing", messages: [], passages: ["client 1 1"], rungs: [] },
])("$name", ({ messages, passages, rungs }) => {
  const found = rungsOf(messages.map(message), passages.map(passage));
  const lines = found.map((rung, at) => {
    const before = found[at - 1];
    const flight = before && cameWith(rung, before) ? "+ " : "";
    return `${flight}${rung.message.name} at ${rung.atMs ?? "?"}`;
  });
  expect(lines).toEqual(rungs);
});
