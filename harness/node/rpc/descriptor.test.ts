import { expect, test } from "vitest";
import descriptor from "./descriptor.json" with { type: "json" };
import { readDescriptor } from "./read-descriptor.ts";

test("descriptor.json is what proto/ says: run `node harness/node/generate.ts`", () => {
  expect(descriptor).toEqual(JSON.parse(JSON.stringify(readDescriptor())));
});
