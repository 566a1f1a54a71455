import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import type { ShownStart } from "./plugin-behaviour.ts";
import { reattach } from "./reattach.ts";

const served = { difference: null, first: null };
const refused = { difference: "put: expected OK, got UNAVAILABLE", first: null };
const secured = { spoken: { client: "tls", server: "tls" }, streams: null } as const;
const broken = "health: UNAVAILABLE";

type Row = Readonly<{ name: string; change: Partial<ShownStart>; found: readonly string[] }>;

test.for<Row>([
  { name: "in the clear it is let in", change: { attached: served }, found: [] },
  {
    name: "in the clear it is not",
    change: { attached: refused },
    found: ["violation client: a second host cannot use the plugin"],
  },
  {
    name: "it cannot end the plugin",
    change: { attached: served, ended: null },
    found: ["violation server: it runs on when the second host has asked for its end"],
  },
  {
    name: "the first host is cut off",
    change: { attached: { ...served, first: broken } },
    found: ["violation server: the first host cannot go on beside the second"],
  },
  {
    name: "under auto-mTLS it is refused",
    change: { attached: refused, wire: secured },
    found: [],
  },
  {
    name: "under auto-mTLS it is served",
    change: { attached: served, wire: secured },
    found: ["violation server: a host without the first one's certificate is served"],
  },
  {
    name: "under auto-mTLS an attempt ends the plugin",
    change: { attached: { ...refused, first: broken }, wire: secured },
    found: ["violation server: the first host cannot go on beside the second"],
  },
  {
    name: "nobody attaches",
    change: {},
    found: ["violation client: a second host does not try to attach"],
  },
  {
    name: "a pair that does not talk",
    change: { difference: "put: no answer" },
    found: ["violation nobody: the host cannot use the plugin"],
  },
])("$name", ({ change, found }) => {
  expect(foundWhere(reattach, () => change)).toEqual(found);
});
