import { expect, test } from "vitest";
import type { MissingPart } from "../domain/implementation.ts";
import { parseCellId } from "./axes/cell-id.ts";
import { missingPartOf } from "./missing-part-of.ts";

const missingPart = (as: MissingPart["as"], reason: string): MissingPart => ({
  as,
  because: "toolchain-missing",
  reason,
});

const missingParts = {
  missing: new Map([
    ["rust", missingPart("either", "no cargo")],
    ["java", missingPart("client", "its client does not describe itself")],
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
  expect(missingPartOf(parseCellId(id), missingParts)?.reason ?? null).toBe(reason);
});
