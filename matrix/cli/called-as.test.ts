import { expect, test } from "vitest";
import { calledAs } from "./called-as.ts";

test.for([
  ["checkout", "/srv/kv/matrix/cli.js", "/usr/bin", "npm run matrix --"],
  ["package", "/usr/local/bin/handshake-matrix", "/usr/bin:/usr/local/bin", "handshake-matrix"],
  [
    "package",
    "/srv/kv/node_modules/.bin/handshake-matrix",
    "/srv/kv/node_modules/.bin:/usr/bin",
    "npx handshake-matrix",
  ],
  [
    "package",
    "/srv/kv/node_modules/handshake-matrix/bundle/cli.js",
    "/usr/bin",
    "npx handshake-matrix",
  ],
] as const)("from a %s, started by %s with PATH=%s", ([origin, program, searched, called]) => {
  expect(calledAs({ origin, program, searched })).toBe(called);
});
