import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Implementation } from "../../domain/implementation.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { notMade } from "./not-made.ts";

const step = { title: "t", argv: ["make"], inputs: [], environment: {} };

/** With a build folder that has the file `there`. */
const implementation = (over: Partial<Implementation>): Implementation => {
  const buildFolder = temporaryFolder();
  mkdirSync(join(buildFolder, "lib"));
  writeFileSync(join(buildFolder, "there"), "");
  const words = (argv: readonly string[] | null | undefined) =>
    argv?.map((word) => word.replaceAll("{build}", buildFolder)) ?? null;
  return {
    ...{ id: "one", language: "one", title: "One", folder: "/", toolchain: [], build: [step] },
    ...{ buildFolder, written: [], program: [], thirdParty: null, library: null, debug: {} },
    ...over,
    server: words(over.server),
    client: words(over.client),
  };
};

test.for<readonly [string, Partial<Implementation>, RegExp | null]>([
  ["what a manifest starts is there", { server: ["{build}/there"], client: ["go"] }, null],
  [
    "one of two is not",
    { server: ["{build}/there"], client: ["{build}/gone"] },
    /none made .*gone$/,
  ],
  ["nothing builds it", { server: ["{build}/gone"], build: [] }, /has no step that builds it$/],
  ["a class path is a pattern", { server: ["java", "-cp", "{build}/lib/*", "Main"] }, null],
])("%s", ([, over, fault]) => {
  const found = notMade(implementation(over));
  if (fault === null) expect(found).toBeNull();
  else expect(found).toMatch(fault);
});
