import { expect, test } from "vitest";
import { cellResult } from "../tooling/test/results.ts";
import { idLines } from "./group-lines.ts";

test("a long list of cells is cut, and the rest counted", () => {
  const keys = ["p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519"];
  // No two ids differ in one part only, so that nothing can be joined.
  const ids = keys.flatMap((key, at) => [`c${at}/s${at}/tls/${key}`, `d${at}/t${at}/tls/${key}`]);
  expect(idLines(ids.map((id) => cellResult(id)))).toEqual([...ids.slice(0, 12), "and 2 more"]);
});
