import { expect, test } from "vitest";
import { sawTooFewModules } from "./depcruise-saw.ts";

test.for([
  ["✔ no dependency violations found (176 modules, 512 dependencies cruised)", undefined],
  [
    "✔ no dependency violations found (0 modules, 0 dependencies cruised)",
    "dependency-cruiser saw 0 modules; expected at least 50",
  ],
  ["", "dependency-cruiser saw 0 modules; expected at least 50"],
] as const)("%s", ([output, sentence]) => {
  expect(sawTooFewModules(output)).toBe(sentence);
});
