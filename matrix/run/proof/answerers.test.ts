import { Socket } from "node:net";
import { expect, test } from "vitest";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import { openAnswerers } from "./answerers.ts";

const own: ConnectionOwner = { kind: "own" };
const other: ConnectionOwner = { kind: "other", process: "7 (node)" };
const nobody: ConnectionOwner = { kind: "nobody" };
const unknown: ConnectionOwner = { kind: "unknown" };

test.for<readonly [string, readonly ConnectionOwner[], ConnectionOwner]>([
  ["nothing was said", [], unknown],
  ["every connection was the program's", [own, own], own],
  ["one was another's", [own, other, own], other],
  ["one was nobody's, another one another's", [nobody, other], other],
  ["one was nobody's", [own, nobody], nobody],
  ["of one nobody tells", [own, unknown], unknown],
  ["of one nobody tells, another was nobody's", [unknown, nobody], nobody],
])("who answered where %s", async ([, owners, expected]) => {
  const { answered, owner } = openAnswerers();
  for (const one of owners) await answered(async () => one)(new Socket());
  expect(owner()).toEqual(expected);
});

test.for<readonly [string, readonly ConnectionOwner[], ConnectionOwner]>([
  ["nothing was said", [], unknown],
  ["one was the program's and one nobody's", [nobody, own], own],
  ["one was another's", [own, nobody, other], other],
  ["each was nobody's", [nobody, nobody], nobody],
])("who answered where one is enough, and %s", async ([, owners, expected]) => {
  const { answered, owner } = openAnswerers("one");
  for (const one of owners) await answered(async () => one)(new Socket());
  expect(owner()).toEqual(expected);
});
