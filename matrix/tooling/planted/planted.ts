// Plants one violation in each of many copies of a harness and tells which behaviours find it: `npm run planted -- go python rust java`.
// Each copy meets every behaviour, or with --own those alone that are to find it; --only NAME, once or more, takes the rows
// whose name has that. Exit 1 where a row is not found as it says.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { NotPossible, Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { places } from "../../places.ts";
import { resultsSchema } from "../../report/results-schema.ts";
import { copyName } from "./copies.ts";
import { type Judged, judged } from "./judged.ts";
import { type Language, languages } from "./languages.ts";
import { presetOf } from "./preset.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    own: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
  },
});
const names = positionals.length > 0 ? positionals : languages.map(({ name }) => name);
const unknown = names.find((name) => !languages.some((one) => one.name === name));
if (unknown !== undefined) {
  process.stderr.write(`planted: there is no table for ${unknown}\n`);
  process.exit(2);
}

/** As long as the nightly workflow gives a language. */
const limitMs = 5_400_000;

const isAsked = (copy: string): boolean =>
  values.only.length === 0 || values.only.some((name) => copy.includes(name));

const planted = ({ rows }: Language): readonly Planted[] =>
  rows.flatMap((row) => (row.kind === "planted" && isAsked(copyName(row)) ? [row] : []));

const notPossible = ({ rows }: Language): readonly NotPossible[] =>
  rows.flatMap((row) => (row.kind === "not-possible" ? [row] : []));

const run = (language: Language): readonly Judged[] => {
  const rows = planted(language);
  const preset = presetOf(language, rows, join(places.builds, "planted"), !values.own);
  const out = values.out ?? mkdtempSync(join(tmpdir(), "planted-"));
  const argv = [
    "matrix/cli.js",
    "run",
    "--preset",
    preset,
    "--jobs",
    String(language.jobs),
    "--out",
    out,
  ];
  const { status } = spawnSync(process.execPath, argv, {
    cwd: places.root,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: limitMs,
  });
  // Of violations it makes 1.
  if (status !== 1) throw new Error(`the run of ${preset} ended with ${status ?? "its limit"}`);
  const text = readFileSync(join(out, "latest", "results.json"), "utf8");
  if (values.out === undefined) rmSync(out, { recursive: true, force: true });
  return judged(language, rows, resultsSchema.parse(JSON.parse(text)).cells);
};

const said = (language: Language, all: readonly Judged[], elapsedMs: number): string => {
  const wrong = all.filter(({ faults }) => faults.length > 0);
  const alone = all.filter(({ row, faults }) => faults.length === 0 && row.shows.length === 1);
  const several = all.filter(({ row, faults }) => faults.length === 0 && row.shows.length > 1);
  const without = notPossible(language);
  const behaviours = without.flatMap((row) => row.behaviours);
  return [
    `${language.name}: ${all.length} planted in ${Math.round(elapsedMs / 1000)} s: ${alone.length} found by one behaviour alone, ${several.length} by the several that they are for, ${wrong.length} not as they say; ${behaviours.length} not possible`,
    ...several.map(({ row }) => `  ${copyName(row)}: ${row.shows.join(", ")}`),
    ...wrong.flatMap(({ row, faults }) => faults.map((fault) => `✗ ${copyName(row)}: ${fault}`)),
    ...without.map(({ end, behaviours: of, why }) => `  no ${end} for ${of.join(", ")}: ${why}`),
    "",
  ].join("\n");
};

for (const language of languages.filter(({ name }) => names.includes(name))) {
  const began = performance.now();
  const all = run(language);
  process.stdout.write(said(language, all, performance.now() - began));
  if (all.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}
