import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import { checksum } from "./checksum.ts";
import type { ShownStart } from "./plugin-behaviour.ts";

type Row = Readonly<{
  name: string;
  start: "right" | "wrong";
  change: Partial<ShownStart>;
  found: readonly string[];
}>;

test.for<Row>([
  { name: "as go-plugin does", start: "right", change: {}, found: [] },
  {
    name: "a right checksum that is refused",
    start: "right",
    change: { environment: null, line: null, refusal: "checksums did not match" },
    found: ["violation nobody: the host does not take the plugin"],
  },
  {
    name: "a wrong checksum that is started",
    start: "wrong",
    change: { environment: {}, line: [], refusal: null },
    found: ["violation client: a program is started whose checksum is another"],
  },
  {
    name: "a wrong checksum that is looked at after the start",
    start: "wrong",
    change: { environment: {}, refusal: "checksums did not match" },
    found: ["violation client: a program is started whose checksum is another"],
  },
  {
    name: "a host that says nothing of it",
    start: "wrong",
    change: { refusal: null },
    found: ["violation client: the host does not say that the checksum is another"],
  },
])("$name", ({ start, change, found }) => {
  expect(foundWhere(checksum, () => change, start)).toEqual(found);
});
