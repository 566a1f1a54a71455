import type { Look } from "./symbol.ts";

const words: Readonly<Record<Look, readonly [one: string, several: string]>> = {
  pending: ["waiting", "waiting"],
  running: ["running", "running"],
  passed: ["passed", "passed"],
  known: ["known failure", "known failures"],
  unexpected: ["surprise", "surprises"],
  unsupported: ["unsupported", "unsupported"],
  "not-run": ["not run", "not run"],
};

/** A result in words, alone or after a number. */
export const lookWords = (look: Look, cells = 1): string => words[look][cells === 1 ? 0 : 1];
