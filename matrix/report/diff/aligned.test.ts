import { expect, test } from "vitest";
import { cellResult, runResult } from "../../tooling/test/results.ts";
import { alignedRuns } from "./aligned.ts";

const run = (ids: readonly string[]) => runResult(ids.map((id) => cellResult(id)));

test.for<readonly [string, readonly string[], readonly string[], readonly string[]]>([
  [
    "the same ids",
    ["go/go/none", "go/python/none"],
    ["go/python/none", "go/go/none"],
    ["go/python/none = go/python/none", "go/go/none = go/go/none"],
  ],
  [
    "another version on both sides",
    ["go@1.66.3/go@1.66.3/none"],
    ["go/go/none"],
    ["go@1.66.3/go@1.66.3/none = go/go/none"],
  ],
  [
    "one version and another",
    ["go@1.2/python/none"],
    ["go@1.3/python/none"],
    ["go@1.2/python/none = go@1.3/python/none"],
  ],
  [
    "another version on one side alone",
    ["go@1.66.3/go/none"],
    ["go/go/none"],
    ["go@1.66.3/go/none = go/go/none"],
  ],
  [
    "a version that both have is itself",
    ["go@1.2/go/none", "go/go/none"],
    ["go@1.2/go/none"],
    ["go@1.2/go/none = go@1.2/go/none"],
  ],
  ["two earlier versions are not one", ["go@1.2/go/none", "go@1.3/go/none"], ["go/go/none"], []],
  ["two later versions are not one", ["go/go/none"], ["go@1.2/go/none", "go@1.3/go/none"], []],
  ["a variant is no version", ["go:stock/go/auto-mtls/p521"], ["go/go/auto-mtls/p521"], []],
  ["another language", ["go/go/none"], ["node/go/none"], []],
])("%s", ([, before, after, pairs]) => {
  const aligned = alignedRuns(run(before), run(after));
  expect(aligned.cells.map((pair) => `${pair.before.id} = ${pair.after.id}`)).toEqual(pairs);
  expect(aligned.appeared.length + pairs.length).toBe(after.length);
  expect(aligned.vanished.length + pairs.length).toBe(before.length);
});

test("each end once, with its name in either run", () => {
  const aligned = alignedRuns(
    run(["go@1.66.3/go@1.66.3/none", "go@1.66.3/python/none"]),
    run(["go/go/none", "go/python/none", "go/node/none"]),
  );
  expect(aligned.ends).toEqual([
    { before: "go@1.66.3", after: "go" },
    { before: "python", after: "python" },
  ]);
});
