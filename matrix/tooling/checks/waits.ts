// Nothing outside is waited for without a limit: in the code that acts, a promise of something outside is an
// Eventual (limits/eventual.ts), to whose value only a limit leads. Here every other way to make or await such a promise is
// found. Exit 0 if there is none, else 1 with a line for each.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { places } from "../../places.ts";

/** Code that acts on the world. The launcher is a program of its own, whose waits end with its orchestrator. */
const acting = ["cli", "conform", "probe", "run", "tap"];

/** Why a file may do otherwise. */
const excepted: Readonly<Record<string, string>> = {
  "cli/commands/explain.ts": "reads what its user pipes in, for as long as the user wants",
  "cli/commands/gunzipped.ts": "reads what its user pipes in, for as long as the user wants",
  "cli/commands/log-bytes.ts": "reads what its user pipes in, for as long as the user wants",
  "run/supervise/slots.ts": "waits for the cells before it, each of which has its limits",
  "tap/tap-plugin.ts": "hands on what a plugin prints, for as long as its host lets it",
};

/** Fewer files than this mean that the check looked in the wrong place. */
const fewestFiles = 80;

type Finding = Readonly<{ file: string; line: number; what: string }>;

/** @param file - for the findings. */
export const unboundedWaits = (text: string, file: string): readonly Finding[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const report = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    findings.push({ file, line: line + 1, what });
  };
  const visit = (node: ts.Node): void => {
    const what = waitOf(node);
    if (what !== null) report(node, what);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
};

const waitOf = (node: ts.Node): string | null => {
  if (ts.isNewExpression(node) && node.expression.getText() === "Promise") return "new Promise";
  if (ts.isForOfStatement(node) && node.awaitModifier) return "for await";
  if (ts.isImportDeclaration(node)) return importOf(node);
  if (!ts.isPropertyAccessExpression(node) || node.expression.getText() !== "Promise") return null;
  const { text } = node.name;
  return text === "withResolvers" || text === "race" ? `Promise.${text}` : null;
};

/** What waits by itself for an event, or for a program. */
const importOf = (node: ts.ImportDeclaration): string | null => {
  const from = (node.moduleSpecifier as ts.StringLiteral).text;
  const names = node.importClause?.namedBindings?.getText() ?? "";
  if (from === "node:events" && /\b(?:once|on)\b/.test(names)) return "once of node:events";
  if (/^node:(?:stream|readline)\/promises$/.test(from)) return from;
  return null;
};

const sources = (path: string): readonly string[] => {
  if (path.endsWith(".ts")) return path.endsWith(".test.ts") ? [] : [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith(".ts"))
    .filter(({ name }) => name !== "launcher")
    .flatMap(({ name }) => sources(join(path, name)));
};

const main = (): number => {
  const matrix = join(places.root, "matrix");
  const files = acting.flatMap((path) => sources(join(matrix, path)));
  if (files.length < fewestFiles) {
    process.stdout.write(`saw ${files.length} files only, expected ${fewestFiles} at least\n`);
    return 1;
  }
  const findings = files
    .map((file) => relative(matrix, file))
    .filter((file) => !(file in excepted))
    .flatMap((file) => unboundedWaits(readFileSync(join(matrix, file), "utf8"), file));
  for (const { file, line, what } of findings) {
    process.stdout.write(
      `matrix/${file}:${line}: ${what} waits without a limit: make it an Eventual (limits/eventual.ts)\n`,
    );
  }
  return findings.length === 0 ? 0 : 1;
};

if (import.meta.main) process.exit(main());
