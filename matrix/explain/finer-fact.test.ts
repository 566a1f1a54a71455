import { expect, test } from "vitest";
import type { Fact } from "../domain/fact.ts";
import { finer } from "./finer-fact.ts";
import type { TextMatch } from "./text-match.ts";

const said = (fact: Fact, over: Partial<TextMatch> = {}): TextMatch => ({
  fact,
  stack: "go",
  by: null,
  acting: null,
  quote: "",
  around: "",
  context: "printed",
  source: "-",
  line: 1,
  record: "1",
  ...over,
});

const tooLarge = (size: number | null): Fact => ({ fact: "message-too-large", size, limit: null });
const line = (text: string | null): Fact => ({ fact: "plugin-line-unrecognized", line: text });
const unresolved = (name: string | null): Fact => ({ fact: "name-not-resolved", name });
const reset: Fact = { fact: "stream-reset", code: null };

test.for<[string, TextMatch, Partial<Fact>]>([
  ["a size", said(tooLarge(6_291_456)), { fact: "message-too-large" }],
  ["no size", said(tooLarge(null)), { fact: "message-too-large" }],
  ['a size that is "html"', said(tooLarge(0x68_74_6d_6c)), { fact: "not-grpc" }],
  ['a size that is "HTTP"', said(tooLarge(0x48_54_54_50)), { fact: "http1-answer" }],
  ['a size that is "!DOC"', said(tooLarge(0x21_44_4f_43)), { fact: "not-grpc" }],
  [
    'a frame of a length that is "HTT"',
    said(reset, { around: "frame of 4740180 bytes" }),
    { fact: "http1-answer" },
  ],
  ...["DEADLINE_EXCEEDED", "DeadlineExceeded", "Deadline Exceeded", "deadline exceeded"].map(
    (words): [string, TextMatch, Partial<Fact>] => [
      `a stream reset, and ${words}`,
      said({ fact: "stream-reset", code: "CANCEL" }, { around: `code = ${words}; RST_STREAM` }),
      { fact: "wrapper" },
    ],
  ),
  ["a stream reset", said(reset, { around: "after 12 bytes" }), { fact: "stream-reset" }],
  ...(["8", "CANCEL"] as const).flatMap((code): [string, TextMatch, Partial<Fact>][] => [
    [
      `a stream reset with ${code} after its deadline`,
      said({ fact: "stream-reset", code }, { around: "Received RST_STREAM (DEADLINE_EXCEEDED)" }),
      { fact: "wrapper" },
    ],
    [
      `a stream reset with ${code}, and no deadline`,
      said({ fact: "stream-reset", code }, { around: "Received RST_STREAM (CANCELLED)" }),
      { fact: "stream-reset" },
    ],
  ]),
  [
    "a stream reset for a fault, of a call whose deadline passed",
    said({ fact: "stream-reset", code: "2" }, { around: "RST_STREAM, DeadlineExceeded" }),
    { fact: "stream-reset" },
  ],
  [
    "a stream removed after its deadline",
    said({ fact: "no-grpc-status" }, { around: "RST_STREAM with error code 8, Deadline Exceeded" }),
    { fact: "wrapper" },
  ],
  [
    "a stream removed",
    said({ fact: "no-grpc-status" }, { around: "RST_STREAM with error code 2, Deadline Exceeded" }),
    { fact: "no-grpc-status" },
  ],
  ["a name", said(unresolved("api.test")), { fact: "name-not-resolved" }],
  ["a scheme for a name", said(unresolved("https")), { fact: "target-unusable" }],
  ["a scheme and a colon", said(unresolved("http:")), { fact: "target-unusable" }],
  ["a name that begins so", said(unresolved("https.test")), { fact: "name-not-resolved" }],
  [
    "a scheme beside it",
    said(unresolved(null), { around: "dial name=https failed" }),
    { fact: "target-unusable" },
  ],
  ["a line", said(line("hello")), { line: "hello" }],
  ["a folded line", said(line("hello\nThis usually means that")), { line: "hello" }],
  ["a framed line", said(line("\u2502 hello \u2502")), { line: "hello" }],
  ["an empty line", said(line(' \\n" ')), { line: null }],
  ["no line", said(line(null)), { line: null }],
])("%s", ([, textMatch, fact]) => {
  expect(finer(textMatch).fact).toMatchObject(fact);
});

const notTls: Fact = { fact: "first-record-not-tls", got: "unsaid" };

test.for<[string, TextMatch, TextMatch["acting"]]>([
  ["an answer", said(notTls, { quote: "485454502f312e31" }), "client"],
  ["a banner", said(notTls, { quote: "5353482d322e30" }), "client"],
  ["SETTINGS", said(notTls, { quote: "000012040000" }), "client"],
  ["a request", said(notTls, { quote: "474554202f20" }), "server"],
  ["a preface", said(notTls, { quote: "505249202a20" }), "server"],
  ["an alert", said(notTls, { quote: "15030100020228" }), null],
  ["no bytes", said(notTls, { quote: "not a record" }), null],
  ["a printer that is known", said(notTls, { quote: "474554202f20", acting: "client" }), "client"],
  [
    "a proxy that was asked to connect",
    said({ ...notTls, got: "proxy-connect" }, { quote: "434f4e4e45435420" }),
    null,
  ],
  ["another fact", said(reset, { quote: "474554202f20" }), null],
])("who printed bytes in place of TLS: %s", ([, textMatch, acting]) => {
  expect(finer(textMatch).acting).toBe(acting);
});
