import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import { multiplexing } from "./multiplexing.ts";
import type { ShownStart } from "./plugin-behaviour.ts";

const [notAsked, chosen, told] = multiplexing.starts.map(({ name }) => name);

type Row = Readonly<{
  name: string;
  start: string | undefined;
  change: (sound: ShownStart) => Partial<ShownStart>;
  found: readonly string[];
}>;

const withLine =
  (line: (sound: readonly string[]) => readonly string[]) => (sound: ShownStart) => ({
    line: line(sound.line ?? []),
  });

/** The plugin says that it does not have it. */
const without = (sound: ShownStart): Partial<ShownStart> => ({
  line: [...(sound.line ?? []).slice(0, 6), "false"],
  refusal: "client requested gRPC broker multiplexing but plugin does not support the feature",
  difference: "put: the step was not reached",
});

test.for<Row>([
  { name: "as go-plugin does", start: notAsked, change: () => ({}), found: [] },
  {
    name: "a seventh field that nobody asked for",
    start: notAsked,
    change: withLine((line) => [...line, "true"]),
    found: ["violation server: the line has a seventh field, and nobody asked for it"],
  },
  {
    name: "a host that asks unasked",
    start: notAsked,
    change: ({ environment }) => ({
      environment: { ...environment, PLUGIN_MULTIPLEX_GRPC: "false" },
    }),
    found: ["violation client: PLUGIN_MULTIPLEX_GRPC is set, and nobody asked for it"],
  },
  {
    name: "a host that does not ask",
    start: chosen,
    change: () => ({ environment: {} }),
    found: ["violation client: PLUGIN_MULTIPLEX_GRPC does not ask for it"],
  },
  {
    name: "a plugin without it",
    start: chosen,
    change: without,
    found: ["permitted server: a plugin does not have it, and says so"],
  },
  {
    name: "a plugin that knows nothing of it",
    start: chosen,
    change: (sound) => ({ ...without(sound), line: (sound.line ?? []).slice(0, 6) }),
    found: ["permitted server: a plugin does not have it, and says so"],
  },
  {
    name: "a plugin that only says that it has it",
    start: chosen,
    change: () => ({
      wire: { spoken: { client: "yamux", server: "http2" }, streams: null },
      difference: "put: expected OK, got UNAVAILABLE",
    }),
    found: ["violation server: the plugin says that it has it, and does not"],
  },
  {
    name: "a plugin that says nothing to yamux",
    start: chosen,
    change: () => ({ wire: { spoken: { client: "yamux", server: "nothing" }, streams: null } }),
    found: ["violation server: the plugin says that it has it, and does not"],
  },
  {
    name: "a host that does not use it",
    start: chosen,
    change: () => ({ wire: { spoken: { client: "http2", server: "http2" }, streams: null } }),
    found: ["violation client: the host does not use it"],
  },
  {
    name: "a host that refuses a plugin that has it",
    start: chosen,
    change: () => ({ refusal: "no" }),
    found: ["violation client: a plugin that has it is refused"],
  },
  {
    name: "a broker that does not work over it",
    start: chosen,
    change: () => ({ difference: "broker: expected OK, got UNAVAILABLE" }),
    found: ["violation nobody: the host cannot use the plugin"],
  },
  {
    name: "a host that goes on without it",
    start: told,
    change: () => ({
      refusal: null,
      difference: null,
      wire: { spoken: { client: "http2", server: "http2" }, streams: null },
    }),
    found: ["violation client: the host goes on with a plugin that does not have it"],
  },
  {
    name: "a host that leaves what it refuses",
    start: told,
    change: () => ({ outlivesRefusal: true }),
    found: ["violation client: a plugin that the host refuses goes on running"],
  },
])("$name", ({ start, change, found }) => {
  expect(foundWhere(multiplexing, change, start)).toEqual(found);
});
