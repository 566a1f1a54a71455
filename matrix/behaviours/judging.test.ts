import { expect, test } from "vitest";
import {
  answered,
  both,
  field,
  foundIn,
  only,
  onWire,
  type Planted,
  received,
  report,
  rpc,
  seen,
  streams,
  violations,
  withoutStatus,
} from "../tooling/test/shown-changes.ts";
import { behaviours } from "./behaviours.ts";

test.for(behaviours.map(({ name }) => name))("a sound pair does %s as specified", (name) => {
  const found = foundIn(name, (shown) => shown).filter(({ kind }) => kind !== "permitted");
  expect(found).toEqual([]);
});

test.for(behaviours.map(({ name }) => name))(
  "without the wire a sound pair does %s as specified",
  (name) => {
    const found = foundIn(name, (shown) => ({ ...shown, streams: null, connections: null }));
    expect(violations(found)).toEqual([]);
  },
);

test("bytes that are sent as they are, behind a NUL, are none of base64", () => {
  const raw = (name: string) =>
    field("response", name, (value) => `\0${Buffer.from(value, "base64").toString("latin1")}`);
  expect(violations(foundIn("metadata-binary", raw("told-every-bin")))).toEqual([]);
  expect(violations(foundIn("status-details", raw("grpc-status-details-bin")))).toEqual([]);
});

const planted: readonly Planted[] = [
  {
    in: "four-kinds",
    what: "a server that sends another response than its client tells of",
    by: "server",
    plant: only(
      "unary",
      onWire("response", (half) => ({
        ...half,
        data: half.data.map((byte, at) => (at < 7 ? byte : 0)),
      })),
    ),
  },
  {
    in: "authority",
    what: "a server that refuses it",
    by: "server",
    plant: both(
      onWire("response", (half) => ({ ...half, blocks: [], reset: "PROTOCOL_ERROR" })),
      received("INTERNAL"),
    ),
  },
  {
    in: "four-kinds",
    what: "a server that loses a response",
    by: "server",
    plant: only(
      "server stream",
      both(
        onWire("response", (half) => ({ ...half, data: half.data.subarray(0, 8) })),
        rpc(({ messages }) => ({ messages: messages.slice(0, 1) })),
      ),
    ),
  },
  {
    in: "four-kinds",
    what: "a client that changes a response",
    by: "client",
    plant: rpc(({ messages }) => ({
      messages: messages.map((one) => ({ ...one, sha256: "0".repeat(64) })),
    })),
  },
  {
    in: "four-kinds",
    what: "a server that loses a request",
    by: "server",
    plant: seen({ received: 0 }),
  },
  {
    in: "four-kinds",
    what: "a client that loses a request",
    by: "client",
    plant: both(
      onWire("request", (half) => ({ ...half, data: Buffer.alloc(0) })),
      seen({ received: 0 }),
    ),
  },
  {
    in: "empty-stream",
    what: "a server that fails",
    by: "server",
    plant: both(answered("13"), received("INTERNAL")),
  },
  {
    in: "empty-stream",
    what: "a server that sends OK in place of the response, which its client refuses",
    by: "server",
    plant: only(
      "no request",
      both(
        onWire("response", (half) => ({ ...half, data: Buffer.alloc(0) })),
        received("INTERNAL"),
        rpc(() => ({ messages: [] })),
      ),
    ),
  },
  {
    in: "unknown-method",
    what: "a server with another status",
    by: "server",
    plant: both(answered("5"), received("NOT_FOUND")),
  },
  {
    in: "unknown-method",
    what: "a client with another status",
    by: "client",
    plant: received("INTERNAL"),
  },
  {
    in: "request-cardinality",
    what: "a server that takes them",
    by: "server",
    plant: both(answered("0"), received("OK")),
  },
  {
    in: "response-cardinality",
    what: "a client that hangs",
    by: "client",
    plant: received("DEADLINE_EXCEEDED"),
  },
  {
    in: "response-cardinality",
    what: "a client that takes them",
    by: "client",
    plant: received("OK"),
  },
  {
    in: "early-return",
    what: "a client that loses the status",
    by: "client",
    plant: received("INTERNAL", "reset"),
  },
  {
    in: "early-return",
    what: "a server that resets the call",
    by: "server",
    plant: both(withoutStatus("INTERNAL_ERROR"), received("INTERNAL")),
  },
  {
    in: "metadata-text",
    what: "a client that drops a name",
    by: "client",
    plant: field("request", /^told/, () => null),
  },
  {
    in: "metadata-text",
    what: "a server that drops them",
    by: "server",
    plant: seen({ metadata: [] }),
  },
  {
    in: "metadata-text",
    what: "a server that changes a value",
    by: "server",
    plant: field("response", "told-trailing-text", () => "y"),
  },
  {
    in: "metadata-text",
    what: "a client that drops trailers",
    by: "client",
    plant: rpc(() => ({ trailing: [] })),
  },
  {
    in: "metadata-binary",
    what: "a client that sends other bytes",
    by: "client",
    plant: field("request", "told-every-bin", () => "AAAA"),
  },
  {
    in: "metadata-binary",
    what: "a client that loses bytes",
    by: "client",
    plant: rpc(({ initial }) => ({ initial: initial.map((one) => ({ ...one, value: "AAAA" })) })),
  },
  {
    in: "metadata-binary",
    what: "a server with another alphabet, which no client takes",
    by: "server",
    plant: both(
      field("response", "told-every-bin", (value) => value.replaceAll("/", "_")),
      received("INTERNAL"),
    ),
  },
  {
    in: "metadata-binary",
    what: "a client with another alphabet, which no server takes",
    by: "client",
    plant: both(
      field("request", "told-every-bin", (value) => value.replaceAll("/", "_")),
      answered("13"),
      received("INTERNAL"),
    ),
  },
  {
    in: "metadata-duplicates",
    what: "a client that keeps the last",
    by: "client",
    plant: rpc(({ initial }) => ({
      initial: initial.filter(({ value }) => value !== Buffer.from("one").toString("base64")),
    })),
  },
  {
    in: "metadata-outer-space",
    what: "a server that sends it",
    by: "server",
    plant: field("response", "told-space", () => " x "),
  },
  {
    in: "metadata-upper-case",
    what: "a client that sends it",
    by: "client",
    plant: onWire("request", (half) => ({
      ...half,
      blocks: half.blocks.map((block) =>
        block.map((old) => (old.name === "told-upper" ? { ...old, name: "Told-Upper" } : old)),
      ),
    })),
  },
  {
    in: "metadata-upper-case",
    what: "a server that drops it",
    by: "server",
    plant: field("response", "told-upper", () => null),
  },
  {
    in: "headers-first",
    what: "a server that waits",
    by: "server",
    plant: both(
      onWire("response", (half) => ({ ...half, blocks: [] })),
      rpc(() => ({ initial: [] })),
    ),
  },
  {
    in: "headers-first",
    what: "a client that keeps them to itself",
    by: "client",
    plant: rpc(() => ({ initial: [] })),
  },
  {
    in: "status-codes",
    what: "a server that changes one",
    by: "server",
    plant: only("ABORTED", both(answered("2"), received("UNKNOWN"))),
  },
  {
    in: "status-codes",
    what: "a client that changes one",
    by: "client",
    plant: only("ABORTED", report({ status: "UNKNOWN" })),
  },
  {
    in: "status-text",
    what: "a server that does not encode",
    by: "server",
    plant: both(
      field("response", "grpc-message", () => "gr??er"),
      report({ message: "gr??er" }),
    ),
  },
  {
    in: "status-text",
    what: "a client that does not decode",
    by: "client",
    plant: report({ message: "gr%C3%B6%C3%9Fer" }),
  },
  {
    in: "status-text-control",
    what: "a client that loses it",
    by: "client",
    plant: report({ message: "" }),
  },
  {
    in: "status-text-outer-space",
    what: "a server that does not encode",
    by: "server",
    plant: field("response", "grpc-message", () => " outer space "),
  },
  {
    in: "status-text-outer-space",
    what: "a client that strips it",
    by: "client",
    plant: report({ message: "outer space" }),
  },
  {
    in: "status-details",
    what: "a server that leaves them out",
    by: "server",
    plant: field("response", "grpc-status-details-bin", () => null),
  },
  {
    in: "status-details",
    what: "a client that loses them",
    by: "client",
    plant: rpc(() => ({ details: null })),
  },
  {
    in: "code-out-of-range",
    what: "a server that takes it for success",
    by: "server",
    plant: both(answered("0"), received("OK")),
  },
  {
    in: "code-out-of-range",
    what: "a server without a status",
    by: "server",
    plant: both(withoutStatus(null), received("INTERNAL")),
  },
  {
    in: "code-out-of-range",
    what: "a client that takes it for success",
    by: "client",
    plant: report({ status: "OK" }),
  },
  {
    in: "deadline",
    what: "a client that makes it later",
    by: "client",
    plant: field("request", "grpc-timeout", () => "9S"),
  },
  {
    in: "deadline",
    what: "a client with nine digits",
    by: "client",
    plant: field("request", "grpc-timeout", () => "800000000u"),
  },
  {
    in: "deadline",
    what: "a client with nine digits, which a server refuses",
    by: "client",
    plant: only(
      "8000 ms",
      both(
        field("request", "grpc-timeout", () => "800000000u"),
        answered("13"),
        received("INTERNAL"),
      ),
    ),
  },
  {
    in: "deadline",
    what: "a server that does not see it",
    by: "server",
    plant: seen({ timeoutMs: null }),
  },
  {
    in: "deadline",
    what: "a server that sees one of its own",
    by: "server",
    plant: only("null ms", seen({ timeoutMs: 60_000 })),
  },
  {
    in: "long-deadline",
    what: "a server that ends at once",
    by: "server",
    plant: both(answered("4"), received("DEADLINE_EXCEEDED")),
  },
  {
    in: "long-deadline",
    what: "a client that ends at once",
    by: "client",
    plant: both(
      onWire("request", (half) => ({ ...half, reset: "CANCEL" })),
      onWire("response", (half) => ({ ...half, blocks: [], data: Buffer.alloc(0) })),
      received("DEADLINE_EXCEEDED"),
    ),
  },
  {
    in: "long-deadline",
    what: "a server that sees 17 days",
    by: "server",
    plant: seen({ timeoutMs: 17 * 86_400_000 }),
  },
  {
    in: "deadline-exceeded",
    what: "a client with another status",
    by: "client",
    plant: received("CANCELLED"),
  },
  {
    in: "deadline-exceeded",
    what: "a client that is early",
    by: "client",
    plant: rpc(() => ({ elapsedMs: 10 })),
  },
  {
    in: "deadline-exceeded",
    what: "a server that does not tell",
    by: "server",
    plant: seen({ cancelledAfterMs: null }),
  },
  { in: "cancel", what: "a client with another status", by: "client", plant: received("UNKNOWN") },
  {
    in: "cancel",
    what: "a client that does not reset",
    by: "client",
    plant: onWire("request", (half) => ({ ...half, reset: null })),
  },
  {
    in: "cancel",
    what: "a client that does not reset, so that no server tells",
    by: "client",
    plant: both(
      onWire("request", (half) => ({ ...half, reset: null })),
      seen({ cancelledAfterMs: null }),
    ),
  },
  {
    in: "cancel",
    what: "an application that is not told, and cannot tell by whom where there is no wire",
    by: null,
    plant: both(seen({ cancelledAfterMs: null }), (shown) => ({ ...shown, streams: null })),
  },
  {
    in: "cancel-stream",
    what: "a server that does not tell",
    by: "server",
    plant: seen({ cancelledAfterMs: null }),
  },
  {
    in: "gzip",
    what: "a server that does not say so",
    by: "server",
    plant: field("response", "grpc-encoding", () => null),
  },
  {
    in: "gzip",
    what: "a client that does not say so",
    by: "client",
    plant: field("request", "grpc-encoding", () => null),
  },
  {
    in: "gzip",
    what: "a server that says otherwise",
    by: "server",
    plant: both(
      field("response", "grpc-encoding", () => "identity"),
      received("INTERNAL"),
    ),
  },
  {
    in: "gzip-bomb",
    what: "a client that does not say so, which no server opens",
    by: "client",
    plant: only(
      "request",
      both(
        field("request", "grpc-encoding", () => null),
        answered("13"),
        received("INTERNAL"),
      ),
    ),
  },
  {
    in: "gzip-bomb",
    what: "a client that takes it",
    by: "client",
    plant: only("response", received("OK")),
  },
  {
    in: "gzip-bomb",
    what: "a server that takes it",
    by: "server",
    plant: only("request", both(answered("0"), received("OK"))),
  },
  {
    in: "message-limit",
    what: "a client that says OUT_OF_RANGE",
    by: "client",
    plant: only("over", received("OUT_OF_RANGE")),
  },
  {
    in: "message-limit",
    what: "a client that loses the first",
    by: "client",
    plant: only(
      "second over",
      rpc(() => ({ messages: [] })),
    ),
  },
  {
    in: "header-limit",
    what: "a client that takes no 4 KiB",
    by: "client",
    plant: only("trailers of 4 KiB", received("RESOURCE_EXHAUSTED")),
  },
  {
    in: "header-limit",
    what: "a server that takes no 4 KiB",
    by: "server",
    plant: only("request of 4 KiB", both(answered("8"), received("RESOURCE_EXHAUSTED"))),
  },
  {
    in: "header-limit",
    what: "a server that sends no 4 KiB",
    by: "server",
    plant: only("trailers of 4 KiB", both(answered("8"), received("RESOURCE_EXHAUSTED"))),
  },
  {
    in: "half-close",
    what: "a server that waits for the end of the requests",
    by: "server",
    plant: only("a status", both(withoutStatus("INTERNAL_ERROR"), received("INTERNAL"))),
  },
  {
    in: "half-close",
    what: "a server that waits for the end of the requests until its client gives up",
    by: "server",
    plant: only(
      "one response",
      both(
        withoutStatus(null),
        onWire("request", (half) => ({ ...half, reset: "CANCEL" })),
        received("DEADLINE_EXCEEDED"),
        rpc(() => ({ messages: [], elapsedMs: 3_001 })),
      ),
    ),
  },
  {
    in: "half-close",
    what: "a server that sends the status when its client has given up",
    by: "server",
    plant: only(
      "one response",
      both(
        onWire("request", (half) => ({ ...half, reset: "CANCEL" })),
        received("DEADLINE_EXCEEDED"),
        rpc(() => ({ messages: [], elapsedMs: 3_001 })),
      ),
    ),
  },
  {
    in: "half-close",
    what: "nobody where a client gives up that has sent no request",
    by: null,
    plant: only(
      "one response",
      both(
        withoutStatus(null),
        onWire("request", (half) => ({ ...half, reset: "CANCEL", data: Buffer.alloc(0) })),
        received("DEADLINE_EXCEEDED"),
        rpc(() => ({ messages: [], elapsedMs: 3_001 })),
      ),
    ),
  },
  {
    in: "half-close",
    what: "a client that ends its side",
    by: "client",
    plant: only(
      "two responses",
      both(
        onWire("request", (half) => ({ ...half, ended: true })),
        streams({ requestEndedMs: 0 }),
      ),
    ),
  },
  {
    in: "cancel-upload",
    what: "a client that ends what it cancels",
    by: "client",
    plant: both(
      onWire("request", (half) => ({ ...half, ended: true })),
      seen({ cancelledAfterMs: null }),
    ),
  },
  {
    in: "cancel-upload",
    what: "a server that reads no request",
    by: "server",
    plant: seen({ received: 0 }),
  },
  {
    in: "cancel-upload",
    what: "a server that does not tell",
    by: "server",
    plant: seen({ cancelledAfterMs: null }),
  },
  {
    in: "status-text-surrogate",
    what: "a server that ends by a text",
    by: "server",
    plant: both(
      only("call", both(withoutStatus("INTERNAL_ERROR"), received("UNAVAILABLE"))),
      only("next", received("UNAVAILABLE")),
    ),
  },
  {
    in: "status-text-surrogate",
    what: "a client that makes another status of such a text",
    by: "client",
    plant: only("call", received("INTERNAL")),
  },
];

test.for(planted)("$in finds $what", ({ in: name, by, plant }) => {
  const found = violations(foundIn(name, plant));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((one) => one.by))).toEqual(new Set([by]));
});

test("a server that hears of no deadline has none to tell its application", () => {
  const unheard = both(
    field("request", "grpc-timeout", () => null),
    onWire("request", (half) => ({ ...half, reset: null })),
    seen({ cancelledAfterMs: null }),
  );
  expect(violations(foundIn("deadline-exceeded", unheard))).toEqual([]);
});

test("every behaviour but a rate has something planted in it", () => {
  const without = behaviours
    // Those have a table of their own, in judging-connections.test.ts.
    .filter(({ area }) => area !== "connections")
    .map(({ name }) => name)
    .filter((name) => !planted.some((one) => one.in === name));
  expect(without).toEqual(["deadline-race"]);
});

test.for([
  { in: "deadline-race", plant: only("try 3", received("CANCELLED")), times: 1, of: 20 },
  {
    in: "header-limit",
    plant: only("trailers of 12 KiB, 4", received("RESOURCE_EXHAUSTED")),
    times: 1,
    of: 10,
  },
])("$in counts what happens at times", ({ in: name, plant, times, of }) => {
  expect(foundIn(name, plant).filter(({ kind }) => kind !== "permitted")).toMatchObject([
    { kind: "rate", by: "client", times, of },
  ]);
});
