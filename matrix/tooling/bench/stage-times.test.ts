import { expect, test } from "vitest";
import { stageTimes } from "./stage-times.ts";

const frame = (functionName: string, url = "") => ({ functionName, url });
const at = (path: string) => `file:///checkout/${path}`;

test("what Node does for a stage is the stage's, and what nobody asked for is Node's", () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame("(root)"), children: [2, 4, 5, 6, 7] },
      { id: 2, callFrame: frame("pass", at("matrix/run/observe/tap.ts")), children: [3] },
      { id: 3, callFrame: frame("writeBuffer", "node:internal/stream_base_commons") },
      { id: 4, callFrame: frame("onStreamRead", "node:internal/stream_base_commons") },
      { id: 5, callFrame: frame("(idle)") },
      { id: 6, callFrame: frame("(garbage collector)") },
      { id: 7, callFrame: frame("load", "node:internal/modules/esm/loader"), children: [8] },
      { id: 8, callFrame: frame("", at("matrix/wire/records.ts")) },
    ],
    samples: [2, 3, 3, 4, 5, 6, 7, 8],
    timeDeltas: [1000, 2000, 3000, 500, 9000, 400, 300, 200],
  };
  expect([...stageTimes(profile, "/checkout")]).toEqual([
    ["waiting", 9],
    ["tap", 6],
    ["Node itself", 0.5],
    ["garbage collection", 0.4],
    ["loading modules", 0.3],
    ["reading the wire", 0.2],
  ]);
});
