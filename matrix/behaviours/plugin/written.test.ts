import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import type { ShownStart } from "./plugin-behaviour.ts";
import { written } from "./written.ts";

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
const stdout = Buffer.concat([
  Buffer.from("a line\n"),
  everyByte,
  Buffer.alloc(100 * 1024, everyByte),
]);
const stderr = Buffer.concat([
  Buffer.from("another line\n"),
  Buffer.from("no line feed"),
  Buffer.alloc(100 * 1024, "e"),
]);

const digest = (bytes: Uint8Array) => ({
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

const messageOf = (channel: 1 | 2, data: Uint8Array): Buffer => {
  const message = Buffer.concat([Buffer.from([8, channel, 18, ...varint(data.length)]), data]);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

const half = {
  reset: null,
  ended: false,
  blockEnds: [],
  dataEndsAt: null,
  beginsAt: null,
  endsAt: null,
  resetAt: null,
};

/** What goes over StreamStdio, in pieces of 1,000 bytes. */
const streamOf = (parts: readonly (readonly [1 | 2, Uint8Array])[]): WireStream => ({
  stream: 1,
  request: {
    ...half,
    blocks: [[{ name: ":path", value: "/plugin.GRPCStdio/StreamStdio" }]],
    data: new Uint8Array(),
  },
  response: {
    ...half,
    blocks: [],
    data: Buffer.concat(
      parts.flatMap(([channel, bytes]) =>
        Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) =>
          messageOf(channel, bytes.subarray(at * 1000, (at + 1) * 1000)),
        ),
      ),
    ),
  },
});

const sound = [
  [1, stdout],
  [2, stderr],
] as const;

const spoken = { client: "http2", server: "http2" } as const;
const all = { stdout: digest(stdout), stderr: digest(stderr) };
const called = { status: "OK", message: "", chain: [] };

const shown = (
  streams: readonly WireStream[] | null,
  output: ShownStart["output"] = all,
): Partial<ShownStart> => ({
  wire: { spoken, streams },
  output,
  reports: [{ name: "behaviour", elapsedMs: 1, calls: [called] }],
});

const notSent = (channel: string) =>
  `violation server: what the plugin writes on ${channel} is not sent as it is`;
const notGot = (by: string, channel: string) =>
  `violation ${by}: what the plugin writes on ${channel} does not reach the application as it is`;

type Row = Readonly<{ name: string; change: Partial<ShownStart>; found: readonly string[] }>;

test.for<Row>([
  { name: "as go-plugin does", change: shown([streamOf(sound)]), found: [] },
  { name: "where nobody can read it", change: shown(null), found: [] },
  {
    name: "over two streams",
    change: shown([streamOf([[1, stdout]]), streamOf([[2, stderr]])]),
    found: [],
  },
  { name: "nothing is sent", change: shown([]), found: [notSent("stdout"), notSent("stderr")] },
  {
    name: "both on one channel",
    change: shown([
      streamOf([
        [1, stdout],
        [1, stderr],
      ]),
    ]),
    found: [notSent("stdout"), notSent("stderr")],
  },
  {
    name: "lines alone",
    change: shown([
      streamOf([
        [1, stdout],
        [2, stderr.subarray(0, 13)],
      ]),
    ]),
    found: [notSent("stderr")],
  },
  {
    name: "bytes that are no text, replaced",
    change: shown([
      streamOf([
        [1, Buffer.from(stdout.toString("utf8"))],
        [2, stderr],
      ]),
    ]),
    found: [notSent("stdout")],
  },
  {
    name: "a host that has less than was sent",
    change: shown([streamOf(sound)], { ...all, stdout: digest(stdout.subarray(1)) }),
    found: [notGot("client", "stdout")],
  },
  {
    name: "a host that has other bytes",
    change: shown([streamOf(sound)], { ...all, stderr: digest(stderr.toReversed()) }),
    found: [notGot("client", "stderr")],
  },
  {
    name: "a host that says nothing",
    change: shown([streamOf(sound)], null),
    found: [notGot("client", "stdout"), notGot("client", "stderr")],
  },
  {
    name: "a loss that nobody can read",
    change: shown(null, { ...all, stderr: digest(new Uint8Array()) }),
    found: [notGot("nobody", "stderr")],
  },
  {
    name: "a call that fails",
    change: {
      ...shown([]),
      reports: [{ name: "behaviour", elapsedMs: 1, calls: [{ ...called, status: "UNAVAILABLE" }] }],
    },
    found: ["violation nobody: a call fails in which the plugin writes"],
  },
])("$name", ({ change, found }) => {
  expect(foundWhere(written, () => change)).toEqual(found);
});
