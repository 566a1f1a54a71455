import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Plan } from "./plan.ts";

/**
 * A third party is a plugin's server, serves auto-mtls alone and shows some steps of a proof.
 *
 * @throws Misuse for the first cell in which it would have to do something else.
 */
export const checkThirdParties = (
  { preset, proof, cells }: Plan,
  implementations: readonly Implementation[],
): void => {
  const byId = new Map(implementations.map((one) => [one.id, one]));
  for (const cell of cells) {
    if (byId.get(cell.client)?.client === null) {
      throw new Misuse(`${cell.id}: ${cell.client} is a plugin, and no client; name it as server`);
    }
    const thirdParty = byId.get(cell.server)?.thirdParty;
    if (!thirdParty) continue;
    if (cell.mode !== "auto-mtls") {
      throw new Misuse(`${cell.id}: ${cell.server} is a plugin; its mode is auto-mtls`);
    }
    const beyond = proof.steps.filter((step) => !thirdParty.shows.includes(step));
    if (beyond.length > 0) {
      throw new Misuse(
        `preset ${preset} asks for ${beyond.join(", ")}, which ${cell.server} does not show; its manifest has shows: [${thirdParty.shows.join(", ")}], and a preset for it has those steps alone`,
      );
    }
  }
};
