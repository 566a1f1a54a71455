import { expect, test } from "vitest";
import type { Stack } from "../domain/fact.ts";
import { printerOf } from "./printer-of.ts";

const unknown = {
  told: null,
  own: null,
  labelled: undefined,
  hinted: undefined,
  beside: null,
} as const;

test.for<readonly [Stack, "between" | null]>([
  ["nginx", "between"],
  ["haproxy", "between"],
  ["envoy", "between"],
  ["caddy", "between"],
  ["stunnel", "between"],
  ["httpd", "between"],
  ["openssl", null],
])("%s stands: %s", ([stack, by]) => {
  expect(printerOf({ ...unknown, stack })).toEqual({ by, acting: null });
});
