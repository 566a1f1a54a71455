import type { Control } from "../../domain/evidence.ts";
import type { Depth } from "../../wire/read-connection.ts";
import type { Testbed } from "./testbed.ts";

/** How far a cell's connections are read: of one that passed, the handshake is enough. */
export const depthFor = (
  { recorded }: Pick<Testbed, "recorded">,
  proven: boolean,
  controls: readonly Control[],
): Depth =>
  recorded === "failing" && proven && controls.every(({ result }) => result === "refused")
    ? "handshake"
    : "everything";
