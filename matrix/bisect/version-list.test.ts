import { expect, test } from "vitest";
import { releasesIn } from "./version-list.ts";

test.for([
  [
    "go",
    "google.golang.org/grpc v1.9.0 v1.10.0 v1.51.0-dev v1.51.0\n",
    ["1.9.0", "1.10.0", "1.51.0"],
  ],
  ["go", "go: downloading x v2\ngoogle.golang.org/grpc v1.9.0\n", ["1.9.0"]],
  ["go", "google.golang.org/grpc\n", []],
  [
    "pip",
    "WARNING: pip index is currently an experimental command.\ngrpcio (1.85.3)\nAvailable versions: 1.85.3, 1.85.0rc1, 1.9.1, 1.10.0\n  INSTALLED: 1.70.0\n  LATEST: 1.85.3\n",
    ["1.9.1", "1.10.0", "1.85.3"],
  ],
  ["pip", "ERROR: No matching distribution found for grpcio\n", []],
  ["npm", '[\n  "1.10.0",\n  "1.9.0",\n  "1.9.0-pre1"\n]\n', ["1.9.0", "1.10.0"]],
  ["npm", 'npm warn config\n["1.9.0"]\n', ["1.9.0"]],
  ["npm", '"1.9.0"\n', ["1.9.0"]],
  ["npm", '{ "error": { "code": "E404" } }\n', []],
  ["npm", "[1, 2]\n", []],
  ["npm", "", []],
  ["npm", '["1.9.0", "1.9.0"]', ["1.9.0"]],
] as const)("as %s prints them: %j", ([form, printed, releases]) => {
  expect(releasesIn(form, printed)).toEqual(releases);
});
