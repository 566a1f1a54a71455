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
  [
    "cargo",
    '\u0003\u0002etag\x001.9.0\0{"vers":"1.9.0","yanked":false}\x001.10.0\0{"vers":"1.10.0","yanked":false}\x001.10.1\0{"vers":"1.10.1","yanked":true}\x002.0.0-beta.1\0{"vers":"2.0.0-beta.1","yanked":false}\0',
    ["1.9.0", "1.10.0"],
  ],
  ["cargo", "", []],
  [
    "maven",
    "<metadata><versioning><latest>1.10.0</latest><versions>\n<version>1.10.0</version>\n<version>1.9.0</version><version>2.0.0-rc1</version></versions></versioning></metadata>",
    ["1.9.0", "1.10.0"],
  ],
  ["maven", "<metadata/>", []],
] as const)("as %s tells them: %j", ([form, printed, releases]) => {
  expect(releasesIn(form, printed)).toEqual(releases);
});
