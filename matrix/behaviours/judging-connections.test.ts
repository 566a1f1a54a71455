import { expect, test } from "vitest";
import {
  both,
  foundIn,
  only,
  onlyStream,
  onWire,
  type Planted,
  received,
  streams,
  violations,
} from "../tooling/test/shown-changes.ts";
import { soundlyShown } from "../tooling/test/sound-pair.ts";
import type { Shown, ShownPing } from "./behaviour.ts";
import { behaviours } from "./behaviours.ts";

const withGoaways =
  (goaways: NonNullable<Shown["connections"]>[number]["goaways"]) =>
  (shown: Shown): Shown => ({
    ...shown,
    connections: shown.connections?.map((one) => ({ ...one, goaways })) ?? null,
  });

const withPings =
  (from: "client" | "server", pings: readonly ShownPing[]) =>
  (shown: Shown): Shown => ({
    ...shown,
    connections:
      shown.connections?.map((one) => ({ ...one, pings: { ...one.pings, [from]: pings } })) ?? null,
  });

const planted: readonly Planted[] = [
  {
    in: "max-streams",
    what: "a client that begins a stream while another is open",
    by: "client",
    plant: only("another call", streams({ begunMs: 0 })),
  },
  {
    in: "max-streams",
    what: "a client that refuses what has to wait",
    by: "client",
    plant: only("another call", received("RESOURCE_EXHAUSTED")),
  },
  {
    in: "max-streams",
    what: "a server that does not tell its limit",
    by: "server",
    plant: both(streams({ begunMs: 0 }), (shown) => ({
      ...shown,
      connections: [{ goaways: [], maxStreams: null, pings: { client: [], server: [] } }],
    })),
  },
  {
    in: "wait-for-ready",
    what: "a client that waits though it is not to",
    by: "client",
    plant: only("does not wait", received("DEADLINE_EXCEEDED")),
  },
  {
    in: "wait-for-ready",
    what: "a client that does not wait",
    by: "client",
    plant: only("waits in vain", received("UNAVAILABLE")),
  },
  {
    in: "wait-for-ready",
    what: "a client that begins no call where it has to wait",
    by: "client",
    plant: only(
      "waits",
      both(received("UNAVAILABLE"), (shown) => ({ ...shown, streams: [] })),
    ),
  },
  {
    in: "graceful-stop",
    what: "a server that ends without GOAWAY",
    by: "server",
    plant: withGoaways([]),
  },
  {
    in: "graceful-stop",
    what: "a client that ends a call at GOAWAY",
    by: "client",
    plant: only(
      "in flight",
      both(
        onWire("request", (half) => ({ ...half, reset: "CANCEL" })),
        received("CANCELLED"),
      ),
    ),
  },
  {
    in: "graceful-stop",
    what: "a client that says OK of a server that is gone",
    by: "client",
    plant: only("afterwards, 2", received("OK")),
  },
  {
    in: "connection-age",
    what: "a server whose GOAWAY names an error",
    by: "server",
    plant: withGoaways([
      { code: "INTERNAL_ERROR", lastStream: 3, debugData: "", endsAt: 0, atMs: 0 },
    ]),
  },
  {
    in: "connection-age",
    what: "a client that begins a call on the old connection",
    by: "client",
    plant: only("next", streams({ connection: 0, begunMs: 2 })),
  },
  {
    in: "connection-age",
    what: "a client that makes no call any more",
    by: "client",
    plant: (shown) => (shown.exchange.name === "in flight" ? shown : received("CANCELLED")(shown)),
  },
  {
    in: "graceful-stop",
    what: "a client that begins a call on a connection that goes",
    by: "client",
    plant: only(
      "meanwhile, 2",
      both(received("OK"), (shown) => ({ ...shown, streams: streamAt(shown, 300) })),
    ),
  },
  {
    in: "keepalive-server",
    what: "a client that does not answer",
    by: "client",
    plant: withPings("server", [{ atMs: 1_000, answered: false, endsAt: 0 }]),
  },
  {
    in: "keepalive-client",
    what: "a client that pings sooner than after ten seconds",
    by: "client",
    plant: both(
      streams({ answeredMs: 1_100, endedMs: 1_100 }),
      withPings("client", [{ atMs: 500, answered: true, endsAt: 0 }]),
    ),
  },
  {
    in: "too-many-pings",
    what: "a server that takes any number",
    by: "server",
    plant: only("pinged", withGoaways([])),
  },
  {
    in: "too-many-pings",
    what: "a server that does not say why",
    by: "server",
    plant: only(
      "pinged",
      withGoaways([
        { code: "ENHANCE_YOUR_CALM", lastStream: 3, debugData: "", endsAt: 0, atMs: 400 },
      ]),
    ),
  },
  {
    in: "too-many-pings",
    what: "a client that makes no call any more",
    by: "client",
    plant: only("next", received("UNAVAILABLE")),
  },
  {
    in: "goaway-pings",
    what: "a client that takes the end of a connection for a cancellation",
    by: "client",
    plant: only("call", received("CANCELLED")),
  },
  {
    in: "goaway-pings",
    what: "a client that makes no call any more",
    by: "client",
    plant: only("next", received("UNAVAILABLE")),
  },
  {
    in: "retry-refused",
    what: "a client that makes no refused call again",
    by: "client",
    plant: both(onlyStream(0), received("UNAVAILABLE")),
  },
  {
    in: "retry-refused",
    what: "a client that makes a call again as often as it is refused",
    by: "client",
    plant: only("every time", (shown) => ({
      ...shown,
      streams: [0, 1, 2, 3].flatMap(() => shown.streams?.slice(0, 1) ?? []),
    })),
  },
  {
    in: "retry-refused",
    what: "a client with another status where a call stays refused",
    by: "client",
    plant: only("every time", received("INTERNAL")),
  },
  {
    in: "retry-refused",
    what: "a server that refuses nothing",
    by: "server",
    plant: only("once", onlyStream(1)),
  },
  {
    in: "retry-goaway",
    what: "a client that makes no call again that GOAWAY left out",
    by: "client",
    plant: both(onlyStream(0), received("UNAVAILABLE")),
  },
  {
    in: "retry-goaway",
    what: "a client that makes a call again that was answered",
    by: "client",
    plant: (shown) => ({
      ...shown,
      streams: [...(shown.streams ?? []), ...(shown.streams?.slice(1) ?? [])],
    }),
  },
];

/** On the connection of the call that is in flight. */
const streamAt = (shown: Shown, begunMs: number): Shown["streams"] =>
  soundlyShown({ ...shown.exchange, name: "late" }).streams?.map((one) => ({
    ...one,
    begunMs,
  })) ?? null;

test.for(planted)("$in finds $what", ({ in: name, by, plant }) => {
  const found = violations(foundIn(name, plant));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((one) => one.by))).toEqual(new Set([by]));
});

test("every behaviour of connections has something planted in it", () => {
  const names = behaviours.filter(({ area }) => area === "connections").map(({ name }) => name);
  expect([...new Set(planted.map((one) => one.in))]).toEqual(names);
});

test("a call that began before its client can have heard of the end may be served", () => {
  const served = both(received("OK"), (shown) => ({ ...shown, streams: streamAt(shown, 150) }));
  expect(foundIn("graceful-stop", only("meanwhile, 1", served))).toEqual([]);
});

test("a server that does not ping within three seconds does what is left open", () => {
  expect(foundIn("keepalive-server", withPings("server", []))).toMatchObject([
    { kind: "permitted", by: "server" },
  ]);
});

test("a ping that follows a message at once is no keepalive's: a library measures with it", () => {
  const measuring = both(
    streams({ answeredMs: 2_600, endedMs: 2_610 }),
    withPings("client", [{ atMs: 2_605, answered: true, endsAt: 0 }]),
  );
  expect(foundIn("keepalive-client", measuring)).toEqual([]);
});

test("a server that ends a connection for its pings is not to blame for the call", () => {
  const ended = both(
    both(
      both(
        streams({ answeredMs: null, endedMs: 1_100 }),
        withPings("client", [{ atMs: 500, answered: true, endsAt: 0 }]),
      ),
      withGoaways([
        {
          ...{ code: "ENHANCE_YOUR_CALM", lastStream: 1, debugData: "too_many_pings" },
          ...{ endsAt: 0, atMs: 900 },
        },
      ]),
    ),
    received("RESOURCE_EXHAUSTED"),
  );
  const found = foundIn("keepalive-client", ended);
  expect(found).toMatchObject([{ by: "client", clause: expect.stringContaining("A8") }]);
  expect(found).toHaveLength(1);
  // One that names pings which nobody sent is.
  expect(foundIn("keepalive-client", both(ended, withPings("client", [])))).not.toEqual([]);
});

test("a client that pings as often after the GOAWAY does what is left open", () => {
  const often = withPings(
    "client",
    [100, 200, 300, 400].map((atMs) => ({ atMs, answered: true, endsAt: 0 })),
  );
  const late = both(streams({ answeredMs: 700, endedMs: 700 }), often);
  expect(foundIn("too-many-pings", only("pinged again", late))).toMatchObject([
    { kind: "permitted", by: "client" },
  ]);
});

test("a GOAWAY that comes after the call says nothing of its pings", () => {
  const later = withGoaways([
    { code: "NO_ERROR", lastStream: 3, debugData: "", endsAt: 0, atMs: 900 },
  ]);
  const found = foundIn("too-many-pings", only("pinged", later));
  expect(found).toMatchObject([{ sentence: "pings are taken as often as they come" }]);
});

test("a client that does not ping so often shows nothing of its server", () => {
  const found = foundIn(
    "too-many-pings",
    only("pinged", both(withGoaways([]), withPings("client", []))),
  );
  expect(found).toMatchObject([{ kind: "permitted", by: "client" }]);
});

test.for([
  { in: "graceful-stop", call: "afterwards, 4", times: 1, of: 8 },
  { in: "graceful-stop", call: "meanwhile, 1", times: 1, of: 8 },
  { in: "connection-age", call: "next", times: 1, of: 3 },
])("$in counts what happens at times", ({ in: name, call, times, of }) => {
  const found = foundIn(name, only(call, received("CANCELLED")));
  expect(found).toMatchObject([{ kind: "rate", by: "client", times, of }]);
});
