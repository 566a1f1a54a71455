import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { cannedRun } from "../tooling/test/canned-run.ts";

const schema = JSON.parse(readFileSync("matrix/report/results.schema.json", "utf8")) as object;
const validate = new Ajv2020({ strict: false }).compile(schema);

test("the committed JSON Schema accepts a run's results", () => {
  expect([validate(cannedRun()), validate.errors]).toEqual([true, null]);
});

test.for(["cells", "counts", "schemaVersion", "implementations"])("and misses %s", (field) => {
  const { [field]: _, ...rest } = cannedRun() as unknown as Record<string, unknown>;
  expect(validate(rest)).toBe(false);
});
