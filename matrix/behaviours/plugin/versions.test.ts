import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import type { ShownStart } from "./plugin-behaviour.ts";
import { versions } from "./versions.ts";

type Row = Readonly<{
  name: string;
  start: string;
  change: (sound: ShownStart) => Partial<ShownStart>;
  found: readonly string[];
}>;

const withVersion =
  (version: string) =>
  ({ line }: ShownStart) => ({ line: line?.with(1, version) ?? null });

const withVariable = (value: string) => () => ({
  environment: { PLUGIN_PROTOCOL_VERSIONS: value },
});

const apart = "1 and 2 with 3 and 4";

test.for<Row>([
  { name: "as go-plugin does", start: apart, change: () => ({}), found: [] },
  {
    name: "the first of both instead of the highest",
    start: "1 and 2 and 3 with 1 and 2",
    change: withVersion("1"),
    found: ["violation server: the line has another version than the highest that both speak"],
  },
  {
    name: "the highest as a text",
    start: "2 and 10 with 10 and 2",
    change: withVersion("2"),
    found: ["violation server: the line has another version than the highest that both speak"],
  },
  {
    name: "the host's instead of the plugin's lowest",
    start: apart,
    change: withVersion("1"),
    found: [
      "violation server: without a common version the line has another than the plugin's lowest",
    ],
  },
  {
    name: "the host's instead of the plugin's lowest, which the host takes at its word",
    start: apart,
    change: (sound) => ({ ...withVersion("1")(sound), refusal: null, difference: null }),
    found: [
      "violation server: without a common version the line has another than the plugin's lowest",
    ],
  },
  {
    name: "a host that names one version alone",
    start: "1 and 2 with 2 and 3",
    change: withVariable("2"),
    found: ["violation client: PLUGIN_PROTOCOL_VERSIONS does not name its versions"],
  },
  {
    name: "a host that names them otherwise",
    start: "1 and 2 with 2 and 3",
    change: withVariable("2;1"),
    found: ["violation client: PLUGIN_PROTOCOL_VERSIONS does not name its versions"],
  },
  {
    name: "a host that leaves out the highest, and a plugin that goes by it",
    start: "2 and 10 with 10 and 2",
    change: (sound) => ({ ...withVariable("2")(), ...withVersion("2")(sound) }),
    found: ["violation client: PLUGIN_PROTOCOL_VERSIONS does not name its versions"],
  },
  {
    name: "a host that takes any version",
    start: apart,
    change: () => ({ refusal: null, difference: null }),
    found: ["violation client: the host goes on with a plugin that speaks none of its versions"],
  },
  {
    name: "a host that refuses a version of its own",
    start: "2 and 10 with 10 and 2",
    change: () => ({ refusal: "incompatible API version with plugin" }),
    found: ["violation nobody: the host does not take the plugin"],
  },
  {
    name: "a host that leaves what it refuses",
    start: apart,
    change: () => ({ outlivesRefusal: true }),
    found: ["violation client: a plugin that the host refuses goes on running"],
  },
  {
    name: "a plugin that prints nothing",
    start: apart,
    change: () => ({ line: null }),
    found: ["violation nobody: the host does not take the plugin"],
  },
])("$name", ({ start, change, found }) => {
  expect(foundWhere(versions, change, start)).toEqual(found);
});
