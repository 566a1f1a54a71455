import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { behaviourNamed, behaviours } from "../../behaviours/behaviours.ts";
import { pluginBehaviours } from "../../behaviours/plugin/plugin-behaviours.ts";
import { places } from "../../places.ts";
import { copyName, implementationId, makeCopies } from "./copies.ts";
import type { Language } from "./languages.ts";
import { plain } from "./plain.ts";

type End = Planted["end"];

/** Whose client and server have every behaviour. */
const usual = "go";

export const ends: readonly End[] = ["server", "client"];

/** Those that an end has a part in: where the server is a peer of its own, there is nobody else to be it. */
const behavioursOf = (end: End): readonly string[] =>
  [...behaviours, ...pluginBehaviours]
    .map(({ name }) => name)
    .filter((name) => end === "client" || behaviourNamed(name)?.server === undefined);

/** Whose cells show a row. */
export const pairOf = (
  end: End,
  id: string,
  against: string | undefined,
  behaviour: string,
): Readonly<{ client: string; server: string }> => {
  const other = against ?? usual;
  return end === "server"
    ? { client: other, server: id }
    : { client: id, server: behaviourNamed(behaviour)?.server ?? other };
};

/**
 * Makes the copies of a language, and a preset that runs them.
 *
 * @param place - the folder for all languages.
 * @param every - whether each row meets every behaviour, or those that are to find it alone.
 * @returns the preset's file.
 */
export const presetOf = (
  language: Language,
  rows: readonly Planted[],
  place: string,
  every: boolean,
): string => {
  const folder = makeCopies(language, rows, place);
  const asked = rows.flatMap((row) => {
    const tried = every ? behavioursOf(row.end) : row.shows;
    const ids = [plain, copyName(row)].map((copy) => implementationId(language, copy));
    return ids.flatMap((id) =>
      tried.map((behaviour) => ({ ...pairOf(row.end, id, row.against, behaviour), behaviour })),
    );
  });
  const byPair = Map.groupBy(asked, ({ client, server }) => `${client} ${server}`);
  const content = {
    description: `The harness in ${language.name} with one violation each`,
    implementations: [folder, join(places.root, "fixtures", "peers", "servers")],
    steps: ["put", "get-exact", "behaviour", "shutdown"],
    deadlineMs: 30_000,
    cross: [...byPair.values()].map((cells) => ({
      client: [cells[0]?.client],
      server: [cells[0]?.server],
      mode: ["none"],
      behaviour: [...new Set(cells.map(({ behaviour }) => behaviour))],
    })),
  };
  const file = `${folder}.yaml`;
  writeFileSync(file, JSON.stringify(content));
  return file;
};
