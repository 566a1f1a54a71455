import type { CauseCode } from "../domain/cause.ts";

/** Causes behind ends and wrappers that pass with time: of what succeeded later, and nobody has changed anything, it was one of them. */
export const transient: ReadonlySet<CauseCode> = new Set([
  "connection-refused",
  "silent-peer",
  "deadline-exceeded",
  "idle-drop",
  "goaway",
  "reset-by-intermediary",
  "closed-before-preface",
  "upstream-unreachable",
  "http-status-from-intermediary",
]);
