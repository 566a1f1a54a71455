/** Who is known for a client by its address, where nobody says who printed a line. */
import { expect, test } from "vitest";
import type { TextMatch } from "./text-match.ts";
import { isVisit } from "./visitors.ts";

const ended = (around: string): TextMatch => ({
  fact: { fact: "closed" },
  stack: "go",
  by: null,
  acting: null,
  quote: "EOF",
  context: "printed",
  around,
  source: "-",
  line: 1,
  record: "-:1",
});

test.for([
  "read from 10.0.0.9:61234: EOF",
  "session with 10.0.0.9:61234: EOF",
  "session ended peer=10.0.0.9:61234: EOF",
  'session ended addr="10.0.0.9:61234" EOF',
  "session ended remote=10.0.0.9:61234 EOF",
  "session ended remote_addr=10.0.0.9:61234 EOF",
  '{"msg":"session ended: EOF","remote-address": "10.0.0.9:61234"}',
  "read from [2001:db8::9]:61234: EOF",
  "read from 10.0.0.9:33001: EOF",
  "read from 10.0.0.9:39999: EOF",
  "read from 10.0.0.9:41234: EOF",
  "read from 10.0.0.9:58080: EOF",
])("a client came and left: %s", (around) => {
  expect(isVisit(ended(around))).toBe(true);
});

test.for([
  "read from 10.0.0.7:443: EOF",
  "read from 10.0.0.7:8443: EOF",
  "read from 10.0.0.7:30443: EOF",
  "read from [2001:db8::7]:443: EOF",
  "read from kv-0: EOF",
  "read: EOF",
])("who left may be a server: %s", (around) => {
  expect(isVisit(ended(around))).toBe(false);
});
