import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import type { Hole } from "../domain/implementation.ts";
import { holeOf } from "./hole-of.ts";

const hole = (as: Hole["as"], reason: string): Hole => ({
  as,
  because: "toolchain-missing",
  reason,
});

const holes = {
  missing: new Map([
    ["rust", hole("either", "no cargo")],
    ["java", hole("client", "its client does not describe itself")],
  ]),
  routes: new Map([["nginx", { kind: "absent", reason: "no nginx" } as const]]),
};

test.for([
  ["go/go/none", null],
  ["rust/go/none", "no cargo"],
  ["go/rust/none", "no cargo"],
  ["java/go/none", "its client does not describe itself"],
  ["go/java/none", null],
  ["go/go/none/route=nginx", "no nginx"],
  ["go/go/none/route=stunnel", null],
] as const)("%s: %s", ([id, reason]) => {
  expect(holeOf(parseCellId(id), holes)?.reason ?? null).toBe(reason);
});
