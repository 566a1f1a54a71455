// Shows that every regular expression that can meet bytes from outside takes time in proportion to their number:
// `node matrix/tooling/checks/linear-regexes.ts`. Exit 1 if one is not shown to, with its place and a text that it is slow on.
import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { textTable } from "../../knowledge/texts/text-table.ts";
import { places } from "../../places.ts";
import { expressionsIn, type Found } from "./expressions-in.ts";
import { faultOf } from "./linearity.ts";

/** Tests and measurements meet only what they make themselves. */
const ofTests = /\.test\.ts$|(?:^|\/)node_modules\/|^matrix\/tooling\/(?:test|e2e|bench)\//;

/** Fewer than these means that the sources were not read, not that all is well. */
const fewest = { written: 900, built: 1200 };

const written = (): readonly Found[] =>
  ["matrix/**/*.ts", "harness/node/**/*.ts"]
    .flatMap((pattern) => globSync(pattern, { cwd: places.root }))
    .map((file) => relative(places.root, `${places.root}/${file}`))
    .filter((file) => !ofTests.test(file))
    .flatMap((file) => expressionsIn(file, readFileSync(`${places.root}/${file}`, "utf8")));

/** Those that exist only at run time: of the table of texts. */
const built = (): readonly Found[] =>
  textTable.map(({ pattern: { source, flags }, example }) => ({
    file: `the row of ${JSON.stringify(example)}`,
    line: 0,
    source,
    flags,
  }));

const main = (): number => {
  const found = { written: written(), built: built() };
  const distinct = new Map(
    [...found.built, ...found.written].map((one) => [`/${one.source}/${one.flags}`, one] as const),
  );
  const faults = [...distinct].flatMap(([expression, { file, line, ...one }]) => {
    const fault = faultOf(one);
    if (!fault) return [];
    const place = line === 0 ? file : `${file}:${line}`;
    return [
      `${place}: ${fault.complexity}\n  ${expression}\n${fault.attack === null ? "" : `  on ${fault.attack}\n`}`,
    ];
  });
  const unseen = (["written", "built"] as const).flatMap((kind) =>
    found[kind].length >= fewest[kind]
      ? []
      : [`saw ${found[kind].length} expressions ${kind}; expected at least ${fewest[kind]}\n`],
  );
  process.stdout.write([...faults, ...unseen].join(""));
  process.stdout.write(
    `${distinct.size} regular expressions of ${found.written.length} written and ${found.built.length} built, ${faults.length} not shown to be linear\n`,
  );
  return faults.length + unseen.length === 0 ? 0 : 1;
};

process.exitCode = main();
