import { expect, test } from "vitest";
import { negotiatedVersion } from "./negotiated-version.ts";

test.for([
  { own: [1], asked: undefined, version: 1 },
  { own: [2, 3], asked: "", version: 2 },
  { own: [2, 3], asked: "1,2", version: 2 },
  { own: [2, 3], asked: "2,3", version: 3 },
  { own: [3, 2], asked: "3,2,4", version: 3 },
  { own: [3, 4], asked: "1,2", version: 3 },
  { own: [2, 10], asked: "10,2", version: 10 },
  { own: [1, 2], asked: "x,2", version: 2 },
])("a plugin of $own whose host asks for $asked speaks $version", ({ own, asked, version }) => {
  expect(negotiatedVersion(own, asked)).toBe(version);
});
