import { expect, test } from "vitest";
import { connection } from "../tooling/test/evidence.ts";
import { decisiveConnection } from "./decisive-connection.ts";
import type { ConnectionEvidence } from "./evidence.ts";

const silent = { client: 1463, server: 0 };
const answered = connection({ firstClose: { by: "server", how: "fin" } });
const refused = connection({ dialError: "ECONNREFUSED" });
const cutShort = connection({ openedMs: 100, closedMs: 220, bytes: silent });
const givenUp = connection({ openedMs: 100, closedMs: 5100, bytes: silent });
const leftByServer = connection({ bytes: silent, firstClose: { by: "server", how: "fin" } });
const open = connection({ openedMs: 100, closedMs: null, bytes: silent });

test.for<readonly [string, readonly ConnectionEvidence[], ConnectionEvidence | undefined]>([
  ["none", [], undefined],
  ["one that could not be dialled", [refused], refused],
  ["the last that got through", [answered, refused], answered],
  ["not a second try that the client cut short", [answered, cutShort], answered],
  ["such a try, where there is no other", [refused, cutShort], cutShort],
  ["a second try that the client gave up", [answered, givenUp], givenUp],
  ["a second try that the server ended", [answered, leftByServer], leftByServer],
  ["a second try that goes on", [answered, open], open],
])("is %s", ([, connections, expected]) => {
  expect(decisiveConnection(connections)).toBe(expected);
});
