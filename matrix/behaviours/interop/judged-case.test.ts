import { expect, test } from "vitest";
import { framed, soundCase, soundProgram } from "../../tooling/test/sound-case.ts";
import type { WireHalf } from "../../wire/side-streams.ts";
import { interopCaseNamed, interopCases } from "./interop-cases.ts";
import { type CaseShown, judgedCase } from "./judged-case.ts";
import type { Reported } from "./reported.ts";
import { openedIn } from "./test-service.ts";

const named = (name: string) => {
  const one = interopCaseNamed(name);
  if (!one) throw new Error(`there is no case ${name}`);
  return one;
};

const compressed = "client_compressed_streaming";
const ofRpc = interopCases.filter(({ name }) => name !== compressed);

test.for(ofRpc)("a sound pair does $name", (one) => {
  expect(judgedCase(one, soundCase(one))).toEqual([]);
  expect(judgedCase(one, soundProgram(one))).toEqual([]);
});

test.for(ofRpc)("without the wire a sound pair does $name", (one) => {
  expect(judgedCase(one, { ...soundCase(one), streams: null })).toEqual([]);
  expect(judgedCase(one, { ...soundProgram(one), streams: null })).toEqual([]);
});

type Change = (shown: CaseShown) => CaseShown;

const onWire =
  (half: "request" | "response", change: (half: WireHalf) => Partial<WireHalf>): Change =>
  (shown) => ({
    ...shown,
    streams:
      shown.streams?.map(
        (stream) => stream && { ...stream, [half]: { ...stream[half], ...change(stream[half]) } },
      ) ?? null,
  });

const answered = (name: string, value: string | null) =>
  onWire("response", ({ blocks }) => ({
    blocks: blocks.map((block) =>
      block.flatMap((old) => {
        if (old.name !== name) return [old];
        return value === null ? [] : [{ ...old, value }];
      }),
    ),
  }));

const withoutTrailers = onWire("response", ({ blocks }) => ({ blocks: blocks.slice(0, 1) }));

const reports =
  (change: (report: Reported) => Partial<Reported>): Change =>
  (shown) => ({
    ...shown,
    client:
      shown.client.kind === "reports"
        ? {
            kind: "reports",
            reports: shown.client.reports.map((report) => ({ ...report, ...change(report) })),
          }
        : shown.client,
  });

const compressing = (isCompressed: boolean) =>
  onWire("response", (half) => ({ data: framed(openedIn(half) ?? [], () => isCompressed) }));

test.for<readonly [string, string, Change, "client" | "server", string]>([
  [
    "large_unary",
    "another status",
    answered("grpc-status", "13"),
    "server",
    "status INTERNAL, where OK is due",
  ],
  [
    "unimplemented_method",
    "another status",
    answered("grpc-status", "2"),
    "server",
    "status UNKNOWN, where UNIMPLEMENTED is due",
  ],
  [
    "status_code_and_message",
    "another text",
    answered("grpc-message", "other"),
    "server",
    "unary: the text of the status is another",
  ],
  [
    "large_unary",
    "no status",
    withoutTrailers,
    "server",
    "the call ends without a status, where OK is due",
  ],
  [
    "server_streaming",
    "no response",
    onWire("response", () => ({ data: Buffer.alloc(0) })),
    "server",
    "other responses than were asked for",
  ],
  [
    "client_streaming",
    "no request that it could sum",
    onWire("request", () => ({ data: Buffer.alloc(0) })),
    "server",
    "other responses than were asked for",
  ],
  [
    "server_compressed_unary",
    "nothing compressed",
    compressing(false),
    "server",
    "compressed: a response that is to be compressed is not",
  ],
  [
    "server_compressed_unary",
    "all compressed",
    compressing(true),
    "server",
    "as it is: a response that is not to be compressed is",
  ],
  [
    "custom_metadata",
    "no initial metadata",
    answered("x-grpc-test-echo-initial", null),
    "server",
    "unary: metadata are not given back",
  ],
  [
    "custom_metadata",
    "other trailing metadata",
    answered("x-grpc-test-echo-trailing-bin", "AAAA"),
    "server",
    "unary: metadata are not given back",
  ],
] as const)("%s: a server that answers with %s", ([name, , change, by, sentence]) => {
  const one = named(name);
  for (const shown of [soundCase(one), soundProgram(one)]) {
    expect(judgedCase(one, change(shown))).toContainEqual(
      expect.objectContaining({ kind: "violation", by, sentence }),
    );
  }
});

test.for<readonly [string, string, Change, string]>([
  [
    "large_unary",
    "another status",
    reports(() => ({ status: "INTERNAL" })),
    "status OK becomes INTERNAL",
  ],
  [
    "cancel_after_begin",
    "OK",
    reports(() => ({ status: "OK" })),
    "status CANCELLED is due, and the client says OK",
  ],
  [
    "timeout_on_sleeping_server",
    "CANCELLED",
    reports(() => ({ status: "CANCELLED" })),
    "status DEADLINE_EXCEEDED is due, and the client says CANCELLED",
  ],
  [
    "special_status_message",
    "a shorter text",
    reports(({ message }) => ({ message: message.trim() })),
    "the text of the status is changed",
  ],
  [
    "large_unary",
    "no response",
    reports(({ rpc }) => ({ rpc: { ...rpc, messages: [] } })),
    "responses do not arrive as they were sent",
  ],
  [
    "custom_metadata",
    "no metadata",
    reports(({ rpc }) => ({ rpc: { ...rpc, initial: [] } })),
    "unary: the client loses metadata",
  ],
])("%s: a client that tells of %s", ([name, , change, sentence]) => {
  const one = named(name);
  expect(judgedCase(one, change(soundCase(one)))).toContainEqual(
    expect.objectContaining({ kind: "violation", by: "client", sentence }),
  );
});

test("metadata may all be told as one of both", () => {
  const one = named("custom_metadata");
  const joined = reports(({ rpc }) => ({
    rpc: { ...rpc, initial: [], trailing: [...rpc.initial, ...rpc.trailing] },
  }));
  expect(judgedCase(one, joined(soundCase(one)))).toEqual([]);
});

test("a call that is cancelled by dropping it has no status", () => {
  const one = named("cancel_after_begin");
  const found = judgedCase(one, reports(() => ({ status: "none" }))(soundCase(one)));
  expect(found).toMatchObject([{ kind: "permitted", by: "client" }]);
});

test("what a client says of a deadline at which its server was first decides nothing", () => {
  const one = named("timeout_on_sleeping_server");
  const told = reports(() => ({ status: "CANCELLED" }));
  const first = onWire("request", () => ({ reset: null }));
  expect(judgedCase(one, told(first(soundCase(one))))).toEqual([]);
  expect(judgedCase(one, told(soundCase(one)))).toHaveLength(1);
});

test("of a client that ends a call by itself its server is not held to a status", () => {
  const one = named("large_unary");
  const reset = onWire("request", () => ({ reset: "CANCEL" }));
  expect(judgedCase(one, reset(withoutTrailers(soundProgram(one))))).toMatchObject([
    { by: "client", sentence: "the call ends without a status, where OK is due" },
  ]);
});

test("but where a refusal was due that did not come", () => {
  const one = named(compressed);
  const reset = onWire("request", () => ({ reset: "CANCEL" }));
  expect(judgedCase(one, reset(withoutTrailers(soundProgram(one))))[0]).toMatchObject({
    by: "server",
    sentence: "probe: the call ends without a status, where INVALID_ARGUMENT is due",
  });
});

const failed: Change = (shown) => ({
  ...shown,
  client: { kind: "program", difference: "ended with exit code 1: wrong" },
});

test("a program that fails though its server did as it was asked is at fault", () => {
  const one = named("large_unary");
  expect(judgedCase(one, failed(soundProgram(one)))).toMatchObject([
    {
      by: "client",
      sentence: "the client says that the case has failed",
      saw: [{ by: "client", text: "ended with exit code 1: wrong" }],
    },
  ]);
  expect(judgedCase(one, failed({ ...soundProgram(one), streams: null }))).toMatchObject([
    { by: null },
  ]);
});

test("a program that fails by its server is not", () => {
  const one = named("large_unary");
  const found = judgedCase(one, failed(answered("grpc-status", "13")(soundProgram(one))));
  expect(found).toMatchObject([{ by: "server" }]);
});

test("a program that says that it passed, and has not made a call of the case, is at fault", () => {
  const one = named("custom_metadata");
  const shown = soundProgram(one);
  const without = { ...shown, streams: [shown.streams?.[0] ?? null, null] };
  expect(judgedCase(one, without)).toMatchObject([
    {
      by: "client",
      sentence: "the client says that the case has passed, and made no call stream",
    },
  ]);
});

test("a call that its client ends before it has begun is none that is missing", () => {
  const one = named("timeout_on_sleeping_server");
  expect(judgedCase(one, { ...soundProgram(one), streams: [null] })).toEqual([]);
});
