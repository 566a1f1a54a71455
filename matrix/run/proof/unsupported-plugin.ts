import type { Cell } from "../../domain/cell.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { PluginEnd, PluginSlot } from "../supervise/plugin-registry.ts";
import { unsupportedReason } from "../supervise/unsupported-reason.ts";

/** What a plugin says that its stack cannot do; undefined where it does not. */
export const unsupportedBy = (
  cell: Cell,
  end: PluginEnd,
  slot: PluginSlot,
): Attempt | undefined => {
  const reason = end.kind === "exited" ? unsupportedReason(end.exit, slot.stderr.since(0)) : null;
  return reason === null ? undefined : { kind: "unsupported", by: `server ${cell.server}`, reason };
};
