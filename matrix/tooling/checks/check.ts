// Format, lint, layering, types, linters of every language and the unit tests of TypeScript: `npm run check`.
// `npm test` has those of Go, Python, Rust, Java and C++, and the end-to-end tests. One line for each check; the output of those
// that fail comes after. Exit 0 if all passed, else 1.
import { globSync } from "node:fs";
import { join } from "node:path";
import { places } from "../../places.ts";
import { slots } from "../../run/supervise/slots.ts";
import { sawTooFewModules } from "./depcruise-saw.ts";
import { ensureGoTools, goTools } from "./go-tools.ts";
import { lockFileFaults } from "./lock-file.ts";
import { clangFormat, hasCargo, hasClangFormat, hasMaven } from "./optional-tools.ts";
import { ensurePythonTools, pythonTools } from "./python-tools.ts";
import { runTask, type Task } from "./task.ts";

const nothingPrinted = (output: string) =>
  output.trim() === "" ? undefined : "expected no output; run: npm run format";

const go = (folder: string): readonly Task[] => [
  { title: `gofmt ${folder}`, argv: ["gofmt", "-l", "."], folder, wrong: nothingPrinted },
  { title: `go vet ${folder}`, argv: ["go", "vet", "./..."], folder },
  { title: `staticcheck ${folder}`, argv: [join(goTools, "staticcheck"), "./..."], folder },
];

const python = (name: string, ...argv: readonly string[]): Task => ({
  title: [name, ...argv].join(" "),
  argv: [join(pythonTools, name), ...argv],
  folder: "harness/python",
});

const rust = (name: string, ...argv: readonly string[]): Task => ({
  title: `cargo ${name}`,
  argv: ["cargo", name, ...argv],
  folder: "harness/rust",
});

const rustTasks: readonly Task[] = [
  rust("fmt", "--check"),
  rust("clippy", "--locked", "--all-targets", "--", "-D", "warnings"),
];

const javaTasks: readonly Task[] = [
  {
    title: "google-java-format harness/java",
    argv: ["mvn", "--batch-mode", "--quiet", "spotless:check"],
    folder: "harness/java",
  },
];

const cppTasks = (): readonly Task[] => [
  {
    title: "clang-format harness/cpp",
    argv: [
      clangFormat,
      "--dry-run",
      "--Werror",
      ...globSync("{src,tests}/**/*.{h,cpp}", { cwd: join(places.root, "harness", "cpp") }),
    ],
    folder: "harness/cpp",
  },
];

const tasks: readonly Task[] = [
  {
    title: "types",
    // Files that are as they were, with all that they import, are not looked at again: a quarter of the time.
    argv: ["tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", ".build/types.tsbuildinfo"],
  },
  { title: "types of the page", argv: ["tsc", "--noEmit", "-p", "matrix/report/html/ui"] },
  { title: "format and lint", argv: ["biome", "ci", "--error-on-warnings", "."] },
  {
    title: "layering",
    argv: ["depcruise", "--config", ".dependency-cruiser.mjs", "matrix", "harness/node"],
    wrong: sawTooFewModules,
  },
  { title: "dead code", argv: ["knip"] },
  { title: "waits have limits", argv: [process.execPath, "matrix/tooling/checks/waits.ts"] },
  {
    title: "linear expressions",
    argv: [process.execPath, "matrix/tooling/checks/linear-regexes.ts"],
  },
  {
    title: "packages are locked by digest",
    argv: ["cat", "package-lock.json"],
    wrong: (lock) => lockFileFaults(lock).join("\n") || undefined,
  },
  { title: "unit tests", argv: ["vitest", "run", "--project", "unit"] },
  ...go("harness/go"),
  ...go("matrix/run/supervise/launcher"),
  ...go("fixtures/third-parties/hashicorp-kv"),
  python("ruff", "check", "."),
  python("ruff", "format", "--check", "."),
  python("mypy"),
  { title: "proto lint", argv: ["buf", "lint", "proto"] },
  { title: "proto format", argv: ["buf", "format", "-d", "--exit-code", "proto"] },
  { title: "workflows", argv: [join(goTools, "actionlint")] },
  {
    title: "docs/compatibility.md is current",
    argv: [
      process.execPath,
      "matrix/cli.js",
      "report",
      "docs/results.json",
      "--check",
      "docs/compatibility.md",
    ],
  },
  {
    title: "generated code is current",
    argv: [process.execPath, "matrix/tooling/checks/generate.ts", "--check"],
  },
];

/** Two heavy commands at once keep two processors busy. */
const atOnce = 2;

const main = async (): Promise<number> => {
  process.chdir(places.root);
  await ensureGoTools((text) => process.stdout.write(`${text}\n`));
  await ensurePythonTools((text) => process.stdout.write(`${text}\n`));
  const [withRust, withJava, withCpp] = await Promise.all([
    hasCargo(),
    hasMaven(),
    hasClangFormat(),
  ]);
  if (!withRust) process.stdout.write("cargo is not installed: harness/rust is not checked\n");
  if (!withJava) process.stdout.write("mvn is not installed: harness/java is not checked\n");
  if (!withCpp)
    process.stdout.write(`${clangFormat} is not installed: harness/cpp is not checked\n`);
  const slot = slots(atOnce);
  const results = await Promise.all(
    [
      ...tasks,
      ...(withRust ? rustTasks : []),
      ...(withJava ? javaTasks : []),
      ...(withCpp ? cppTasks() : []),
    ].map((task) =>
      slot(async () => {
        const result = await runTask(task, places.root);
        const mark = result.passed ? "✓" : "✗";
        process.stdout.write(`${mark} ${task.title} (${result.seconds.toFixed(1)} s)\n`);
        return result;
      }),
    ),
  );
  const failed = results.filter(({ passed }) => !passed);
  for (const { task, output } of failed) {
    process.stdout.write(`\n✗ ${task.title}: ${task.argv.join(" ")}\n${output}\n`);
  }
  process.stdout.write(
    failed.length === 0
      ? `all ${results.length} checks passed\n`
      : `${failed.length} of ${results.length} checks failed\n`,
  );
  return failed.length === 0 ? 0 : 1;
};

process.exit(await main());
