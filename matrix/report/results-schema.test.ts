import { describe, expect, test } from "vitest";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { control, judgedStep } from "../tooling/test/symptoms.ts";
import { countsOf } from "./counts.ts";
import { cellResultSchema, resultsSchema } from "./results-schema.ts";

type Json = Record<string, unknown>;

/** A run as results.json holds it. */
const stored = (): Json => {
  const run = cannedRun();
  const [first, ...rest] = run.cells;
  const full = {
    ...first,
    steps: [judgedStep("put"), judgedStep("get-exact", "got nothing")],
    controls: [control("impostor-server", "refused")],
    observed: { ...first?.observed, serverKey: { value: "p256", by: "handshake line" } },
  };
  return JSON.parse(JSON.stringify({ ...run, cells: [full, ...rest] })) as Json;
};

/** Paths of every field in a value, each array by its first element. */
const fieldPaths = (value: unknown, path: readonly string[] = []): readonly string[][] => {
  if (Array.isArray(value)) return value.length ? [...fieldPaths(value[0], [...path, "0"])] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...fieldPaths(inner, [...path, name]),
  ]);
};

const parentOf = (root: Json, path: readonly string[]): Json =>
  path.slice(0, -1).reduce<Json>((at, name) => at[name] as Json, root);

test("a run is read back as it was written", () => {
  expect(resultsSchema.parse(stored())).toEqual(stored());
});

test("each line of cells.jsonl is read back as it was written", () => {
  for (const cell of stored()["cells"] as Json[])
    expect(cellResultSchema.parse(cell)).toEqual(cell);
});

describe("a result without one of its fields is refused", () => {
  test.for(fieldPaths(stored()).map((path) => path.join(".")))("%s", (path) => {
    const run = stored();
    const names = path.split(".");
    delete parentOf(run, names)[names.at(-1) ?? ""];
    expect(resultsSchema.safeParse(run).success).toBe(false);
  });
});

test.for([
  ["schemaVersion", 2],
  ["cells.0.mode", "ssl"],
  ["cells.0.outcome.kind", "succeeded"],
  ["cells.0.verdict", "fine"],
  ["cells.0.transport", "udp"],
  ["cells.9.diagnosis.causes.0.code", "bad-luck"],
  ["cells.9.diagnosis.causes.0.side", "nobody"],
  ["cells.9.outcome.phase", "begin"],
  ["cells.0.controls.0.result", "unknown"],
  ["elapsedMs", "8240"],
  ["extra", true],
] as const)("%s of %s is refused", ([path, value]) => {
  const run = stored();
  const names = path.split(".");
  parentOf(run, names)[names.at(-1) ?? ""] = value;
  expect(resultsSchema.safeParse(run).success).toBe(false);
});

test("the counts add up to the cells", () => {
  expect(countsOf(cannedRun().cells)).toEqual({
    cells: 17,
    passed: 11,
    failed: 3,
    timedOut: 1,
    unsupported: 1,
    notRun: 1,
    unexpected: 4,
  });
});
