import { expect, test } from "vitest";
import { asCalled } from "./own-command.ts";

test.for([
  ["next: handshake-matrix probe a:1", "next: npx it probe a:1"],
  [
    "`handshake-matrix cell 'a'` or `handshake-matrix doctor`",
    "`npx it cell 'a'` or `npx it doctor`",
  ],
  ["SNI kv.handshake-matrix.test", "SNI kv.handshake-matrix.test"],
  ["/cache/handshake-matrix run", "/cache/handshake-matrix run"],
  ["handshake-matrix 0.1.0", "handshake-matrix 0.1.0"],
] as const)("asCalled: %s", ([text, called]) => {
  expect(asCalled(text, "npx it")).toBe(called);
});

test("asCalled: what stands for the name is no pattern", () => {
  expect(asCalled("handshake-matrix run", "$&")).toBe("$& run");
});
