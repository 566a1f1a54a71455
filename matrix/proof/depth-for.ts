import type { Control } from "../domain/evidence.ts";
import type { Depth } from "../wire/read-connection.ts";
import type { Lab } from "./lab.ts";

/** How far a cell's connections are read: of one that passed, the handshake is enough. */
export const depthFor = (
  { recorded }: Pick<Lab, "recorded">,
  proven: boolean,
  controls: readonly Control[],
): Depth =>
  recorded === "failing" && proven && controls.every(({ result }) => result === "refused")
    ? "handshake"
    : "everything";
