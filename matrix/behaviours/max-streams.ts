import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown, ShownStream } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, permitted, quote, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";

const limit = 1;
const names = ["one call", "another call"];

/** Each takes so long that both would be open, were there no limit. */
const callMs = 200;

export const maxStreams: Behaviour = {
  name: "max-streams",
  title: "two calls at once to a server that takes one stream a connection",
  area: "connections",
  settings: { maxConcurrentStreams: limit },
  exchanges: names.map((name, at) =>
    call("Unary", { name, script: { delayMs: callMs }, atOnce: at > 0 }),
  ),
  judge: (shown) => {
    const calls = names.map(shown);
    return distinct([...withinLimit(calls), ...calls.flatMap((one) => expectOk(one, [0]))]);
  },
};

/** A client that has heard of the limit keeps it; that it opens another connection is its own affair. */
const withinLimit = (calls: readonly Shown[]): readonly Finding[] => {
  const streams = calls
    .flatMap((one) => one.streams ?? [])
    .toSorted((one, other) => one.begunMs - other.begunMs);
  const connections = calls[0]?.connections ?? [];
  const used = [...new Set(streams.map(({ connection }) => connection))];
  const unlimited = used.find((at) => connections[at]?.maxStreams !== limit);
  if (unlimited !== undefined) {
    const said = connections[unlimited]?.maxStreams ?? "no value";
    const wire = quote("wire", `SETTINGS_MAX_CONCURRENT_STREAMS: ${said}`);
    return [violation("server", clauses.maxStreams, "the limit is not told the client", wire)];
  }
  const beyond = streams.find((stream, at) =>
    streams.slice(0, at).some((one) => isOpen(one, stream)),
  );
  if (beyond) {
    const wire = quote(
      "wire",
      `stream ${beyond.stream} begins before the one before it has ended`,
      blockFrame(beyond, "request", null),
    );
    return [violation("client", clauses.maxStreams, "a stream is begun beyond the limit", wire)];
  }
  return used.length > 1
    ? [permitted("client", clauses.maxStreams, "a second connection carries the second call")]
    : [];
};

const isOpen = (one: ShownStream, when: ShownStream): boolean =>
  one.connection === when.connection && (one.endedMs === null || one.endedMs > when.begunMs);
