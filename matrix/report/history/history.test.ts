import { expect, test } from "vitest";
import { cannedHistory } from "../../tooling/test/canned-history.ts";
import { golden } from "../../tooling/test/golden.ts";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { cellResult, failedAt, runResult } from "../../tooling/test/results.ts";
import { plain } from "../grid.ts";
import { historyJson } from "./history-json.ts";
import { historyMarkdown } from "./history-markdown.ts";
import { historiesOf } from "./history-of.ts";
import { historyText } from "./history-text.ts";

test.for([
  ["history.txt", historyText(historiesOf(cannedHistory()), plain)],
  ["history.md", historyMarkdown(historiesOf(cannedHistory()))],
] as const)("%s", ([file, text]) => {
  expect(text).toBe(golden(file));
});

test("the order in which runs are read makes no difference", () => {
  expect(historiesOf(cannedHistory().toReversed())).toEqual(historiesOf(cannedHistory()));
});

test("JSON has each cell of the newest run with its streak", () => {
  const [first] = historyJson(historiesOf(cannedHistory()));
  expect(
    first?.cells.map(({ id, runs, steadiness, moved }) => [id, runs, steadiness, moved?.length]),
  ).toEqual([
    ["go/go/none", 4, "steady", undefined],
    ["go/python/tls/p256", 3, "steady", 1],
    ["python/go/tls/p256", 3, "flaky", 1],
    ["python/go/tls/p521", 5, "steady", undefined],
    ["go/go/tls/p256", 1, "steady", undefined],
  ]);
});

test("a cell is followed through the versions of its implementations", () => {
  const [go] = runResult([]).implementations;
  const older = go && { ...go, id: "go@1.66.3", stack: [{ name: "grpc-go", version: "1.66.3" }] };
  const [history] = historiesOf([
    runResult([cellResult("go@1.66.3/python/none")], {
      runId: "a",
      startedAt: "2026-11-20T07:00:00.000Z",
      implementations: older ? [older] : [],
    }),
    runResult([cellResult("go/python/none", failedAt("rpc", "lost"))]),
  ]);
  expect(history?.streaks[0]).toMatchObject({
    runs: 1,
    moved: [
      { name: "grpc-go", before: "1.66.3", after: "1.76.0" },
      { name: "go-plugin", before: null },
    ],
  });
});

test("whatever a result says, it is a text", () => {
  const cells = [cellResult("go/go/none", failedAt("rpc", hostileText), { verdict: "flaky" })];
  const histories = historiesOf([runResult(cells, { preset: hostileText })]);
  expect(historyMarkdown(histories)).not.toMatch(/<script|<img|<!--|^# heading|^- list/im);
  expect(historyText(histories, plain)).not.toMatch(/^(?:matrix: |# heading|- list)/m);
});
