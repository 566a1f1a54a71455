import { Misuse } from "../../domain/misuse.ts";
import { cleanLine } from "../../domain/outside-text.ts";
import type { CellResult, RunResult } from "../../domain/run-result.ts";
import type { Shard } from "../../domain/shard.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import { countsOf } from "../../report/counts.ts";
import { resultsSchema } from "../../report/results-schema.ts";
import { stepNames } from "../axes/preset.ts";
import { contradictionIn } from "../evidence/contradiction.ts";
import { owedBy } from "../plan/owed.ts";
import { storedLimitBytes } from "./stored-cells.ts";

/**
 * Reads a run's results.json.
 *
 * @throws Misuse, one sentence, if the file is none, or says two things that cannot both be.
 */
export const readStoredResults = async (file: string): Promise<RunResult> => {
  const refused = (what: string) =>
    new Misuse(`${file} ${what}; name a results.json, such as matrix-results/latest/results.json`);
  const text = await readAtMost(file, storedLimitBytes, "a results.json of this tool").catch(
    (error: unknown) => {
      throw error instanceof Misuse ? error : refused("cannot be read");
    },
  );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused("is no whole JSON document, and may have been cut off");
  }
  const foreign = foreignness(json);
  if (foreign !== null) throw refused(foreign);
  const checked = resultsSchema.safeParse(json);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const where = issue?.path.join(".") || "it";
    throw refused(`is not as a run writes it (${cleanLine(`${where}: ${issue?.message}`, 400)})`);
  }
  const contradiction = contradictionAmong(checked.data);
  if (contradiction !== null) throw refused(`contradicts itself (${contradiction})`);
  return checked.data;
};

/** What the file is if not a run's result; null if it may be one. */
const foreignness = (json: unknown): string | null => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const kind = json === null ? "null" : Array.isArray(json) ? "a list" : `a ${typeof json}`;
    return `is ${kind}, and a run's result is an object`;
  }
  if (!("schemaVersion" in json)) return "has no schemaVersion, which a run's result has";
  const { schemaVersion } = json;
  return schemaVersion === 1
    ? null
    : `has schemaVersion ${cleanLine(JSON.stringify(schemaVersion), 100)}, and this version of the tool reads 1`;
};

/** The first two things in it that cannot both be, with their place. */
const contradictionAmong = ({
  cells,
  counts,
  implementations,
  shard,
}: RunResult): string | null => {
  const steps = stepsOf(cells);
  const thirdParties = new Map(
    implementations.flatMap(({ id, shows }) => (shows ? [[id, { shows }]] : [])),
  );
  const places = new Map<string, number>();
  for (const [at, cell] of cells.entries()) {
    const before = places.get(cell.id);
    if (before !== undefined) {
      return `cells.${at}: ${cell.id} is cells.${before} already, and a run has each cell once`;
    }
    places.set(cell.id, at);
    const wrong = contradictionIn(cell, owedBy(cell, steps, thirdParties));
    if (wrong !== null) return `cells.${at}: ${cell.id} ${wrong}`;
  }
  const unsound = shard ? unsoundShard(shard, cells.length) : null;
  if (unsound !== null) return `shard: ${unsound}`;
  const ids = implementations.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return `implementations: ${twice} stands there twice`;
  const right = countsOf(cells);
  const wrong = (Object.keys(right) as (keyof typeof right)[]).find(
    (name) => counts[name] !== right[name],
  );
  return wrong === undefined
    ? null
    : `counts.${wrong}: ${counts[wrong]}, and by its cells it is ${right[wrong]}`;
};

const unsoundShard = ({ index, of, planned, places }: Shard, cells: number): string | null => {
  if (index > of) return `it is number ${index} of ${of}`;
  if (places.length !== cells) return `it has ${places.length} places for ${cells} cells`;
  const isRising = places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
  if (!isRising || (places.at(-1) ?? 0) >= planned)
    return `places are not those of ${planned} cells`;
  return null;
};

/** What the run asked of its cells, as far as it shows: its plan is not in the file. */
const stepsOf = (cells: readonly CellResult[]) => {
  const shown = new Set(cells.flatMap(({ steps }) => steps.map(({ name }) => name)));
  return stepNames.filter((name) => shown.has(name));
};
