import { expect, test } from "vitest";
import { jsonText } from "../../report/format/json.ts";
import { cellResult, failedAt, runResult } from "../../tooling/test/results.ts";
import { resultsText } from "./results-text.ts";

const misleading = `"cells": [] and \n  a second line`;

test.each([
  ["no cell", []],
  ["one cell", [cellResult("go/go/none")]],
  [
    "cells, one with a text like the file's own",
    [cellResult("go/go/none"), cellResult("go/node/none", failedAt("rpc", misleading))],
  ],
])("of %s: the parts are the whole", (_, cells) => {
  const result = runResult(cells);
  expect([...resultsText(result)].join("")).toBe(`${jsonText(result)}\n`);
});

test("a preset's name that is like the file's own text stays in its place", () => {
  const result = { ...runResult([cellResult("go/go/none")]), preset: misleading };
  expect([...resultsText(result)].join("")).toBe(`${jsonText(result)}\n`);
});
