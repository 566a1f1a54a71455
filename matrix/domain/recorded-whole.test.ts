import { expect, test } from "vitest";
import { isRecordedWhole } from "./recorded-whole.ts";

const passage = (from: "client" | "server", endsAt: number) => ({ from, endsAt, atMs: 1 });

test.for([
  ["to the last byte", [passage("server", 50), passage("server", 100)], 100, true],
  ["up to the limit", [passage("server", 50), passage("client", 900)], 100, false],
  ["nothing came", [passage("client", 900)], 0, true],
  ["nobody kept when what passed", [], 100, true],
] as const)("isRecordedWhole: %s", ([, passages, server, whole]) => {
  expect(isRecordedWhole({ passages, bytes: { client: 900, server } }, "server")).toBe(whole);
});
