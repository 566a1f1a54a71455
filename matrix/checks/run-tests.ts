// Every test of every language: `npm test`. Each suite's own output streams by; the closing line sums up.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../inputs/read-inputs.ts";
import { ensurePythonTools, pythonTools } from "./python-tools.ts";
import { closingLine, goTotals, junitTotals, sumOf, type Totals, vitestTotals } from "./totals.ts";

type Suite = Readonly<{ title: string; run(folder: string): Promise<Totals> }>;

const vitest: Suite = {
  title: "vitest: unit and end-to-end",
  run: async (folder) => {
    const report = join(folder, "vitest.json");
    const argv = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { exitCode } = await execa("vitest", argv, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      reject: false,
    });
    return withExit(vitestTotals(await readFile(report, "utf8")), exitCode);
  },
};

const go = (module: string): Suite => ({
  title: `go test ${module}`,
  run: async () => {
    const { stdout, exitCode } = await execa("go", ["test", "-json", "./..."], {
      cwd: join(root, module),
      stdio: ["ignore", "pipe", "inherit"],
      reject: false,
      maxBuffer: 64 * 1024 * 1024,
    });
    const totals = goTotals(stdout);
    if (exitCode !== 0) process.stdout.write(failedOutput(stdout));
    process.stdout.write(`${module}: ${closingLine(totals)}\n`);
    return withExit(totals, exitCode);
  },
});

const pytest: Suite = {
  title: "pytest harness/python",
  run: async (folder) => {
    await ensurePythonTools((text) => process.stdout.write(`${text}\n`));
    const report = join(folder, "pytest.xml");
    const argv = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--junitxml=${report}`];
    const { exitCode } = await execa(join(pythonTools, "python"), argv, {
      cwd: join(root, "harness", "python"),
      stdio: ["ignore", "inherit", "inherit"],
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
    });
    return withExit(junitTotals(await readFile(report, "utf8")), exitCode);
  },
};

/** A runner that failed without a failed test, by a crash or an error outside of tests, has failed once. */
const withExit = (totals: Totals, exitCode: number | undefined): Totals =>
  exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;

const failedOutput = (events: string): string =>
  events
    .split("\n")
    .flatMap((line): string[] => {
      if (!line.startsWith("{")) return [`${line}\n`];
      const event = JSON.parse(line) as { Action?: string; Output?: string };
      return event.Action === "output" ? [event.Output ?? ""] : [];
    })
    .join("");

const main = async (): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), "tests-"));
  const totals: Totals[] = [];
  try {
    for (const suite of [go("harness/go"), go("matrix/supervise/launcher"), pytest, vitest]) {
      process.stdout.write(`\n── ${suite.title}\n`);
      totals.push(
        await suite.run(folder).catch((error: Error) => {
          process.stdout.write(`${suite.title} could not be run: ${error.message}\n`);
          return { passed: 0, failed: 1, skipped: 0 };
        }),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const sum = sumOf(totals);
  process.stdout.write(`\n${closingLine(sum)}\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
};

process.exit(await main());
