import { expect, test } from "vitest";
import { openAddress } from "./open-address.ts";

test.for([
  { name: "an opener that ends well", argv: ["true"], opening: "opened" },
  { name: "an opener that ends badly", argv: ["false"], opening: "failed" },
  { name: "no such opener", argv: ["/nonexistent/opener"], opening: "failed" },
])("$name: $opening", async ({ argv, opening }) => {
  expect(await openAddress(argv)).toBe(opening);
});
