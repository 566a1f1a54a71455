import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { lockFileFaults } from "./lock-file.ts";

const digest = `sha512-${"A".repeat(86)}==`;

test.for([
  [{ version: "1.0.0", integrity: digest }, []],
  [{ version: "1.0.0" }, ["node_modules/a has no SHA-512 digest"]],
  [{ version: "1.0.0", integrity: "sha1-x" }, ["node_modules/a has no SHA-512 digest"]],
  [
    { integrity: digest, resolved: "https://r.example/a.tgz" },
    ["node_modules/a has the address https://r.example/a.tgz"],
  ],
] as const)("%j", ([entry, faults]) => {
  const lock = { packages: { "": { name: "own" }, "node_modules/a": entry } };
  expect(lockFileFaults(JSON.stringify(lock))).toEqual(faults);
});

test("every package of this project has a digest and no address", () => {
  expect(lockFileFaults(readFileSync(join(places.root, "package-lock.json"), "utf8"))).toEqual([]);
});
