import { expect, test } from "vitest";
import { OutsideText } from "../../domain/outside-text.ts";
import { parseAnnouncement } from "./announcement.ts";

const asked = [
  { id: "a", network: "tcp" },
  { id: "b", network: "unix" },
];
const line = (listeners: unknown) => new OutsideText(JSON.stringify({ listeners }));
const a = { id: "a", network: "tcp", address: "127.0.0.1:1" };
const b = { id: "b", network: "unix", address: "/b" };

test("every listener's endpoint", () => {
  expect(parseAnnouncement(line([a, b]), asked)).toEqual({
    kind: "read",
    endpoints: new Map([
      ["a", { network: "tcp", address: "127.0.0.1:1" }],
      ["b", { network: "unix", address: "/b" }],
    ]),
  });
});

test.for([
  "hello",
  "",
  "null",
  "42",
  '"listeners"',
  "[]",
  "{}",
  // A line of a log that is written as JSON.
  '{"level":30,"msg":"listening"}',
  '{"listeners":[{"id":"a"',
])("%j is no announcement", (text) => {
  expect(parseAnnouncement(new OutsideText(text), asked)).toEqual({ kind: "no-announcement" });
});

const noPort = "it names no port from 1 to 65535";

test.for([
  ["127.0.0.1", noPort],
  ["127.0.0.1:", noPort],
  ["127.0.0.1:0", noPort],
  ["127.0.0.1:65536", noPort],
  ["127.0.0.1:99999999", noPort],
  ["127.0.0.1:http", noPort],
  ["127.0.0.1:-1", noPort],
  ["", noPort],
  ["192.0.2.1:1", "it is not on the loopback interface"],
  ["example.org:1", "it is not on the loopback interface"],
])("address %j cannot be dialled", ([address = "", fault = ""]) => {
  expect(parseAnnouncement(line([{ ...a, address }, b]), asked)).toEqual({
    kind: "unusable-address",
    listener: "a",
    address,
    fault,
  });
});

test("an address that cannot be dialled comes before the network that it is on", () => {
  expect(parseAnnouncement(line([{ ...b, id: "a", address: "b" }, b]), asked)).toMatchObject({
    kind: "unusable-address",
    fault: "it is no absolute path",
  });
});

test.for([
  ["one too few", line([a]), "listener b is missing"],
  ["none", line([]), "listener a is missing"],
  ["one too many", line([a, b, { ...a, id: "c" }]), "nobody asked for listener c"],
  ["one twice", line([a, a, b]), "listener a stands there twice"],
  ["another network", line([{ ...b, id: "a" }, b]), "listener a is on unix, not tcp"],
  ["no id", line([{ ...a, id: undefined }, b]), "listeners.0.id: "],
  ["an id that is no text", line([a, { ...b, id: 1 }]), "listeners.1.id: "],
  ["no address", line([{ ...a, address: undefined }, b]), "listeners.0.address: "],
  ["a network that nobody knows", line([{ ...a, network: "udp" }, b]), "listeners.0.network: "],
  ["no list", line({ a: "127.0.0.1:1" }), "listeners: "],
  ["null for a list", line(null), "listeners: "],
  [
    "a plugin's line",
    new OutsideText("1|1|tcp|127.0.0.1:1|grpc|"),
    "it is go-plugin's line of a plugin",
  ],
] as const)("%s is a mismatch", ([, text, difference]) => {
  const read = parseAnnouncement(text, asked);
  expect(read.kind).toBe("mismatch");
  expect(read.kind === "mismatch" && read.difference.slice(0, difference.length)).toBe(difference);
});

test.for([
  line([{ ...a, id: "\u001b[31m\u202ex" }]),
  line([{ ...a, address: "\u001b[31m\u202ex" }]),
])("what is quoted is clean", (text) => {
  const said = JSON.stringify(parseAnnouncement(text, asked));
  expect(said).not.toMatch(/\\u001b|\u202e/);
});
