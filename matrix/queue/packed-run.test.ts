import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { packedRun, unpackRun } from "./packed-run.ts";

test("results and the cells' files come out as they went in, links do not", () => {
  const from = temporaryFolder();
  const cell = join(from, "cells", "go", "python", "tls", "p521");
  mkdirSync(cell, { recursive: true });
  writeFileSync(join(from, "results.json"), '{"cells":[]}');
  writeFileSync(join(cell, "capture.pcapng"), Buffer.from([0, 255, 10]));
  symlinkSync("/etc/hostname", join(cell, "client-stderr.txt"));
  const to = temporaryFolder();
  unpackRun(packedRun(from), to);
  expect(readFileSync(join(to, "results.json"), "utf8")).toBe('{"cells":[]}');
  const unpacked = join(to, "cells", "go", "python", "tls", "p521");
  expect(readFileSync(join(unpacked, "capture.pcapng"))).toEqual(Buffer.from([0, 255, 10]));
  expect(() => readFileSync(join(unpacked, "client-stderr.txt"))).toThrow("ENOENT");
});

test.each([
  "results.json",
  "../results.json",
  "cells/../results.json",
  "cells/go/../../x",
  "cells//x",
  "/etc/passwd",
  "cells/.hidden",
  "cells",
])("a file at %s is refused", (path) => {
  const packed = gzipSync(JSON.stringify({ results: "{}", files: [[path, "AA=="]] }));
  expect(() => unpackRun(packed, temporaryFolder())).toThrow(
    `a result of the queue has a file ${path}`,
  );
});

test.each([
  ["not compressed", Buffer.from("{}")],
  ["no JSON", gzipSync("x")],
  ["of another form", gzipSync('{"results":1,"files":[]}')],
  ["too large", gzipSync(Buffer.alloc(129 * 2 ** 20))],
] as const)("what is %s is refused with one sentence", (_, packed) => {
  expect(() => unpackRun(packed, temporaryFolder())).toThrow(
    "a result of the queue is not as a worker of this version writes it",
  );
});
