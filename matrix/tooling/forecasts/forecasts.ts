// Holds the table of what clients do (matrix/knowledge/stacks), from which `probe` foresees, against cells that were run:
// npm run forecasts -- RESULTS…, of which each is a results.json or a folder as of `report`. A difference names both.
import { dirname } from "node:path";
import { resultsFileAt } from "../../cli/commands/results-at.ts";
import { stackNames } from "../../knowledge/stacks.ts";
import { readStoredResults } from "../../run/results/stored-results.ts";
import { differences, foreseenOf } from "./foreseen.ts";
import { helloDifferences, recordedHello } from "./seen-hellos.ts";

const files = await Promise.all(process.argv.slice(2).map(resultsFileAt));
const runs = await Promise.all(
  files.map(async (file) => ({ folder: dirname(file), ...(await readStoredResults(file)) })),
);
const cells = runs.flatMap((one) => one.cells);
const foreseen = cells.filter((cell) => foreseenOf(cell).end !== "open");
const hellos = runs.flatMap(({ folder, cells: own }) =>
  stackNames.flatMap((stack) => {
    const seen = recordedHello(folder, own, stack);
    return seen ? [{ stack, seen }] : [];
  }),
);
const found = [
  ...cells.flatMap(differences),
  ...hellos.flatMap(({ stack, seen }) => helloDifferences(stack, seen)),
];
const alike = Map.groupBy(found, ({ stack, table, saw }) => JSON.stringify([stack, table, saw]));
for (const [first, ...others] of alike.values()) {
  if (!first) continue;
  const { stack, table, cell, saw } = first;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  process.stdout.write(
    `${stack}: the table says that ${table}; the cell ${cell}${more} saw ${saw}\n`,
  );
}
const unseen = stackNames.filter(
  (one) =>
    foreseen.every(({ client }) => client !== one) || hellos.every(({ stack }) => stack !== one),
);
if (unseen.length > 0) {
  process.stdout.write(`no cell shows what a client does of ${unseen.join(", ")}\n`);
}
process.stdout.write(
  `${foreseen.length} of ${cells.length} cells are foreseen, ${found.length} differences\n`,
);
process.exitCode = found.length > 0 || unseen.length > 0 ? 1 : 0;
