// Every test of every language: `npm test`. Each suite's own output streams by; the closing line sums up. A suite that
// leaves a file among temporary files has failed.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { places } from "../../places.ts";
import { hasCargo, hasGrpcCpp, hasMaven } from "./optional-tools.ts";
import { ensurePythonTools, pythonTools } from "./python-tools.ts";
import { openTestFolder } from "./test-folder.ts";
import {
  cargoTotals,
  closingLine,
  goTotals,
  junitTotals,
  sumOf,
  type Totals,
  vitestTotals,
} from "./totals.ts";

type Environment = Readonly<Record<string, string>>;

/** @param reports - a folder for the runner's own report. */
type Suite = Readonly<{
  title: string;
  run(reports: string, environment: Environment): Promise<Totals>;
}>;

const vitest: Suite = {
  title: "vitest: unit and end-to-end",
  run: async (reports, env) => {
    const report = join(reports, "vitest.json");
    const projects = ["unit", "e2e"].map((name) => `--project=${name}`);
    const argv = [
      "run",
      ...projects,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ];
    const { exitCode } = await execa("vitest", argv, {
      cwd: places.root,
      stdio: ["ignore", "inherit", "inherit"],
      env,
      reject: false,
    });
    return withExit(vitestTotals(await readFile(report, "utf8")), exitCode);
  },
};

const go = (module: string): Suite => ({
  title: `go test ${module}`,
  run: async (_, env) => {
    const { stdout, exitCode } = await execa("go", ["test", "-json", "./..."], {
      cwd: join(places.root, module),
      stdio: ["ignore", "pipe", "inherit"],
      env,
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
  run: async (reports, env) => {
    await ensurePythonTools((text) => process.stdout.write(`${text}\n`));
    const report = join(reports, "pytest.xml");
    const folder = `--basetemp=${join(reports, "pytest")}`;
    const argv = ["-m", "pytest", "-q", "-p", "no:cacheprovider", folder, `--junitxml=${report}`];
    const { exitCode } = await execa(join(pythonTools, "python"), argv, {
      cwd: join(places.root, "harness", "python"),
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
    });
    return withExit(junitTotals(await readFile(report, "utf8")), exitCode);
  },
};

const cargo: Suite = {
  title: "cargo test harness/rust",
  run: async (_, env) => {
    const { stdout, exitCode } = await execa("cargo", ["test", "--locked"], {
      cwd: join(places.root, "harness", "rust"),
      stdio: ["ignore", "pipe", "inherit"],
      env,
      reject: false,
    });
    process.stdout.write(`${stdout}\n`);
    return withExit(cargoTotals(stdout), exitCode);
  },
};

const maven: Suite = {
  title: "mvn test harness/java",
  run: async (reports, env) => {
    const work = join(reports, "maven");
    const { exitCode } = await execa("mvn", ["--batch-mode", "--quiet", `-Dwork=${work}`, "test"], {
      cwd: join(places.root, "harness", "java"),
      stdio: ["ignore", "inherit", "inherit"],
      env,
      reject: false,
    });
    const folder = join(work, "surefire-reports");
    const files = (await readdir(folder)).filter((name) => /^TEST-.*\.xml$/.test(name));
    const classes = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
    const totals = sumOf(classes.map(junitTotals));
    process.stdout.write(`harness/java: ${closingLine(totals)}\n`);
    return withExit(totals, exitCode);
  },
};

const ctest: Suite = {
  title: "ctest harness/cpp",
  run: async (reports, env) => {
    const work = join(places.builds, "cpp-tests");
    const report = join(reports, "ctest.xml");
    const options = [
      `-DPROTO=${join(places.root, "proto")}`,
      "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON",
    ];
    for (const argv of [
      ["cmake", "-S", ".", "-B", work, ...options],
      ["cmake", "--build", work, "--parallel", "--target", "tests"],
      ["ctest", "--test-dir", work, "--output-on-failure", "--output-junit", report],
    ]) {
      const [command = "", ...words] = argv;
      await execa(command, words, {
        cwd: join(places.root, "harness", "cpp"),
        stdio: ["ignore", "inherit", "inherit"],
        env,
        reject: command === "cmake",
      });
    }
    return junitTotals(await readFile(report, "utf8"));
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
  const reports = await mkdtemp(join(tmpdir(), "tests-"));
  const temporary = await openTestFolder(places.compileCache);
  const totals: Totals[] = [];
  try {
    const rust = (await hasCargo()) ? [cargo] : [];
    if (rust.length === 0)
      process.stdout.write("cargo is not installed: harness/rust is not tested\n");
    const java = (await hasMaven()) ? [maven] : [];
    if (java.length === 0)
      process.stdout.write("mvn is not installed: harness/java is not tested\n");
    const cpp = (await hasGrpcCpp()) ? [ctest] : [];
    if (cpp.length === 0)
      process.stdout.write("grpc++ or gtest is not installed: harness/cpp is not tested\n");
    const optional = [...rust, ...java, ...cpp];
    const launcher = go("matrix/run/supervise/launcher");
    const suites = [go("harness/go"), launcher, pytest, ...optional, vitest];
    for (const suite of suites) {
      process.stdout.write(`\n── ${suite.title}\n`);
      totals.push(
        await suite.run(reports, temporary.environment).catch((error: Error) => {
          process.stdout.write(`${suite.title} could not be run: ${error.message}\n`);
          return { passed: 0, failed: 1, skipped: 0 };
        }),
      );
      const left = await temporary.left();
      if (left.length === 0) continue;
      process.stdout.write(`${suite.title} left among temporary files: ${left.join(", ")}\n`);
      totals.push({ passed: 0, failed: 1, skipped: 0 });
    }
  } finally {
    await temporary.remove();
    await rm(reports, { recursive: true, force: true });
  }
  const sum = sumOf(totals);
  process.stdout.write(`\n${closingLine(sum)}\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
};

process.exit(await main());
