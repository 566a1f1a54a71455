import type { Look } from "../../symbol.ts";

const titles: Readonly<Record<Look, readonly [one: string, several: string]>> = {
  pending: ["pending", "pending"],
  running: ["running", "running"],
  passed: ["passed", "passed"],
  known: ["known failure", "known failures"],
  unexpected: ["unexpected", "unexpected"],
  unsupported: ["unsupported", "unsupported"],
  "not-run": ["not run", "not run"],
};

/** A result in words, after a number. */
export const lookTitle = (look: Look, cells = 1): string => titles[look][cells === 1 ? 0 : 1];
