import type { CauseCode } from "../domain/cause.ts";

/** Causes that pass with time: of what succeeded later, and nobody has changed anything, it was one of them. */
export const transient: ReadonlySet<CauseCode> = new Set([
  "connection-refused",
  "name-not-resolved",
  "host-unreachable",
  "silent-peer",
  "deadline-exceeded",
  "handshake-stalled",
  "idle-drop",
  "goaway",
  "reset-by-intermediary",
  "closed-before-preface",
  "upstream-unreachable",
  "upstream-timeout",
  "http-status-from-intermediary",
  "exited-early",
  "exited-mid-call",
  "start-timeout",
  "cancelled-by-caller",
]);
