import type { Sided } from "../fact-row.ts";

/** What a proxy that was closed on by the server behind it may have met. */
export const lostUpstream = [
  "upstream-protocol-mismatch: between",
  "exited-mid-call: server",
  "idle-drop: between",
  "reset-by-intermediary: between",
] as const satisfies readonly Sided[];
