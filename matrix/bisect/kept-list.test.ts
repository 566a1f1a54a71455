import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { keptList } from "./kept-list.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-list-"));
afterAll(() => rmSync(folder, { recursive: true }));

const home = (name: string, environment: Readonly<Record<string, string>> = {}) => ({
  folder: join(folder, name),
  environment,
});

const kept = (path: string, content: string, second: number) => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, second, second);
};

describe("cargo's", () => {
  test.for([
    ["a", "1/a"],
    ["ab", "2/ab"],
    ["abc", "3/a/abc"],
    ["tonic", "to/ni/tonic"],
  ] as const)("of %s is %s in its index", async ([name, path]) => {
    kept(`one/.cargo/registry/index/some/.cache/${path}`, path, 1);
    expect(await keptList("cargo", name, home("one"))).toBe(path);
  });

  test("is the newest of several registries", async () => {
    kept("two/.cargo/registry/index/old/.cache/to/ni/tonic", "old", 1);
    kept("two/.cargo/registry/index/new/.cache/to/ni/tonic", "new", 2);
    kept("two/.cargo/registry/index/without/config.json", "", 3);
    expect(await keptList("cargo", "tonic", home("two"))).toBe("new");
  });

  test("lies where CARGO_HOME says", async () => {
    kept("elsewhere/registry/index/some/.cache/to/ni/tonic", "there", 1);
    const environment = { CARGO_HOME: join(folder, "elsewhere") };
    expect(await keptList("cargo", "tonic", home("three", environment))).toBe("there");
  });
});

describe("Maven's", () => {
  test("is the metadata of a repository", async () => {
    const artifact = "maven/.m2/repository/io/grpc/grpc-core";
    kept(`${artifact}/maven-metadata-first.xml`, "old", 1);
    kept(`${artifact}/maven-metadata-second.xml`, "new", 2);
    kept(`${artifact}/maven-metadata-second.xml.sha1`, "digest", 3);
    kept(`${artifact}/resolver-status.properties`, "status", 3);
    expect(await keptList("maven", "io.grpc:grpc-core", home("maven"))).toBe("new");
  });
});

test.for([
  ["cargo", "tonic"],
  ["maven", "io.grpc:grpc-core"],
] as const)("%s has none of %s", async ([form, name]) => {
  expect(await keptList(form, name, home("nobody"))).toBeNull();
});
