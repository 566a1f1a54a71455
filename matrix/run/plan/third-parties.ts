import { type KnobAxis, knobAxes, knobOf } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Plan } from "./plan.ts";

/**
 * What a third party cannot do of a cell: it is a plugin's server, presents a key of one type, and nobody can turn what the
 * other axes name.
 *
 * @returns one sentence; null where the cell asks for nothing of it.
 */
export const beyondThirdParty = (
  cell: Cell,
  implementations: readonly Implementation[],
): string | null => {
  const [client, server] = [cell.client, cell.server].map((end) =>
    implementations.find(({ id }) => id === end),
  );
  if (client?.client === null) return `${cell.client} is a plugin, and no client`;
  const thirdParty = server?.thirdParty;
  if (!thirdParty) return null;
  if (cell.mode !== "auto-mtls") return `${cell.server} is a plugin, whose mode is auto-mtls`;
  if (cell.serverKey !== thirdParty.keyType) {
    return `${cell.server} has a ${thirdParty.keyType} key, as its manifest says`;
  }
  const turned = knobAxes.find((axis: KnobAxis) => cell[axis] !== knobOf(axis).default);
  return turned === undefined ? null : `${cell.server} knows of no ${turned} to be told`;
};

/** @throws Misuse for the first cell that a third party cannot serve, or whose proof it cannot show. */
export const checkThirdParties = (
  { preset, proof, cells }: Plan,
  implementations: readonly Implementation[],
): void => {
  for (const cell of cells) {
    const beyond = beyondThirdParty(cell, implementations);
    if (beyond !== null) throw new Misuse(`${cell.id}: ${beyond}`);
  }
  for (const { id, thirdParty } of implementations) {
    const unseen = proof.steps.filter((step) => thirdParty?.shows.includes(step) === false);
    if (unseen.length === 0 || !cells.some(({ server }) => server === id)) continue;
    throw new Misuse(
      `preset ${preset} asks for ${unseen.join(", ")}, which ${id} does not show; its manifest has shows: [${thirdParty?.shows.join(", ")}], and a preset for it has those steps alone`,
    );
  }
};
