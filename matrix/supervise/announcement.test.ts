import { expect, test } from "vitest";
import { OutsideText } from "../domain/outside-text.ts";
import { parseAnnouncement } from "./announcement.ts";

const asked = [
  { id: "a", network: "tcp" },
  { id: "b", network: "unix" },
];
const line = (listeners: unknown) => new OutsideText(JSON.stringify({ listeners }));
const a = { id: "a", network: "tcp", address: "127.0.0.1:1" };
const b = { id: "b", network: "unix", address: "/b" };

test("every listener's endpoint", () => {
  expect(parseAnnouncement(line([a, b]), asked)).toEqual(
    new Map([
      ["a", { network: "tcp", address: "127.0.0.1:1" }],
      ["b", { network: "unix", address: "/b" }],
    ]),
  );
});

test.for([
  [
    "no JSON",
    new OutsideText("hello"),
    'the first line on standard output is no announcement: "hello"',
  ],
  ["one too few", line([a]), "listener b was not announced: "],
  [
    "one too many",
    line([a, b, { ...a, id: "c" }]),
    "listener c was announced and nobody had asked for it: ",
  ],
  ["one twice", line([a, a, b]), "listener a was announced twice: "],
  ["another network", line([{ ...b, id: "a" }, b]), "listener a was announced on unix, not tcp: "],
  [
    "another machine",
    line([{ ...a, address: "192.0.2.1:1" }, b]),
    'listener a was announced at "192.0.2.1:1", and it is not on the loopback interface: ',
  ],
  [
    "another shape",
    line([{ id: 1 }]),
    'the announcement is against CONTRACT.md, "Server": listeners.0.id: ',
  ],
  ["null", new OutsideText("null"), 'the announcement is against CONTRACT.md, "Server": it: '],
] as const)("%s is one sentence", ([, text, sentence]) => {
  const said = parseAnnouncement(text, asked);
  expect(String(said).slice(0, sentence.length)).toBe(sentence);
});

test("what is quoted is clean", () => {
  const said = parseAnnouncement(line([{ ...a, id: "\u001b[31m\u202ex" }]), asked);
  expect(["\u001b", "\u202e"].filter((one) => String(said).includes(one))).toEqual([]);
});
