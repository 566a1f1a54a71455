import { expect, test } from "vitest";
import { unboundedWaits } from "./waits.ts";

const found = (text: string) => unboundedWaits(text, "a.ts").map(({ line, what }) => [line, what]);

test.for([
  ["await new Promise((resolve) => socket.once('end', resolve));", "new Promise"],
  ["const { promise } = Promise.withResolvers();", "Promise.withResolvers"],
  ["await Promise.race([a, b]);", "Promise.race"],
  ["for await (const chunk of stream) use(chunk);", "for await"],
  ['import { once } from "node:events";', "once of node:events"],
  ['import { pipeline } from "node:stream/promises";', "node:stream/promises"],
] as const)("found: %s", ([text, what]) => {
  expect(found(`const a = 1;\n${text}`)).toEqual([[2, what]]);
});

test.for([
  "await Eventual.when((settle) => socket.once('end', settle)).within(100, 'an end');",
  "await Promise.all([a, b]);",
  "// new Promise",
  "const text = 'new Promise';",
  "for (const chunk of chunks) use(chunk);",
  'import { EventEmitter } from "node:events";',
])("not found: %s", (text) => {
  expect(found(text)).toEqual([]);
});
