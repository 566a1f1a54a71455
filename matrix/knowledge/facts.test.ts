import { expect, test } from "vitest";
import { alerts } from "./alerts.ts";
import { causes } from "./causes.ts";
import type { FactRow } from "./fact-row.ts";
import { facts } from "./facts.ts";

const conditions = ["acting", "by", "stack", "quote", "around", "over", "with", "about"];
const isConditional = (row: object) => conditions.some((condition) => condition in row);

const tables: readonly (readonly [string, readonly Omit<FactRow, "causes">[]])[] = [
  ...Object.entries(facts),
  ...Object.entries(alerts),
];

test.for(tables)("%s: every text fits a row, and a row that fits all stands last", ([, rows]) => {
  expect(rows.map(isConditional)).toEqual(rows.map((_, at) => at < rows.length - 1));
});

test.for(Object.entries({ ...facts, ...alerts }))("%s: causes are each named once", ([, rows]) => {
  for (const row of rows) {
    const codes = row.causes.map((sided: string) => sided.split(": ")[0] ?? "");
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(causes).toHaveProperty(code);
    if (row.decides) expect(codes).not.toEqual([]);
  }
});
