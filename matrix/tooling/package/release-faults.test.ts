import { expect, test } from "vitest";
import { releaseFaults } from "./release-faults.ts";

const changelog = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n";
const action = "inputs:\n  version:\n    default: 1.2.3\n";

test.for([
  ["v1.2.3", "1.2.3", []],
  ["v1.2.4", "1.2.3", ["the tag is v1.2.4, and package.json says 1.2.3"]],
  [
    "v1.2.4",
    "1.2.4",
    ['CHANGELOG.md has no section "## [1.2.4] - " with a date', "action.yml does not run 1.2.4"],
  ],
] as const)("%s of %s", ([tag, version, faults]) => {
  expect(releaseFaults(tag, version, changelog, action)).toEqual(faults);
});
