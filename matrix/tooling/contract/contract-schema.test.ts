import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { contractSchema } from "./contract-schema.ts";

test("harness/contract.schema.json is current; else run: npm run generate", () => {
  const kept = readFileSync(join(places.harness, "contract.schema.json"), "utf8");
  expect(kept).toBe(`${JSON.stringify(contractSchema(), null, 2)}\n`);
});
