// With cli.ts, which loads it, this alone touches argv, the console and the exit code. Exit codes: 0 everything as expected; 1 something
// unexpected or missing; 2 misuse, or a fault of the runner itself.
import { availableParallelism } from "node:os";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Console } from "./commands/console.ts";
import { Misuse } from "./domain/misuse.ts";
import { BuildFailed } from "./supervise/build.ts";
import { paintFor } from "./terminal/paint.ts";

const terminal: Console = {
  out: (text) => process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true && !process.env["CI"],
  columns: process.stdout.columns ?? 80,
  rows: process.stdout.rows ?? 24,
  paint: paintFor(process.stdout, process.env),
};

/** Two for each processor: while one cell waits for a peer's octets, another computes. */
const defaultJobs = 2 * availableParallelism();

const names = (text: string): readonly string[] => text.split(",").filter((name) => name !== "");

const collected = (pattern: string, before: readonly string[]) => [...before, pattern];

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("expected a whole number of at least 1");
  }
  return number;
};

const harnessOption = [
  "--harness <folder>",
  "an implementation beside those under harness/; may be repeated",
  collected,
  [],
] as const;

const selecting = (command: Command): Command =>
  command
    .option(
      "--preset <name>",
      "which axes to cross: a file of fixtures/presets, or a path",
      "default",
    )
    .option(
      "--only <glob>",
      "cells whose id matches; * is any text; may be repeated",
      collected,
      [],
    )
    .option("--client <ids>", "client implementations, with their variants", names, [])
    .option("--server <ids>", "server implementations, with their variants", names, [])
    .option("--mode <modes>", "none, tls, mtls, auto-mtls", names, [])
    .option("--key <types>", "key types on either side", names, [])
    .option(...harnessOption);

/** Aborts on the first Ctrl-C or SIGTERM; the second ends the process at once. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => controller.abort());
  }
  return controller.signal;
};

// Each command loads what it needs: `list` starts no process and reads no certificate.
const main = async (): Promise<number> => {
  let exitCode = 0;
  const finish = async (work: Promise<number>) => {
    exitCode = await work;
  };
  const program = new Command("matrix")
    .description("Which gRPC plugin pairs complete a TLS handshake across languages, and why not")
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  selecting(program.command("run", { isDefault: true }))
    .description("run a preset: print the table, write the results")
    .option("--out <folder>", "where results go", "matrix-results")
    .option("--jobs <n>", "cells at once", positive, defaultJobs)
    .option("--resume", "go on with the latest run", false)
    .option("--allow-missing", "cells whose toolchain is missing are no failure", false)
    .addOption(
      new Option("--capture <which>", "connections kept as a capture and drawn as a ladder")
        .choices(["failing", "all"] as const)
        .default("failing" as const),
    )
    .action((options) =>
      finish(import("./commands/run.ts").then(({ run }) => run(options, terminal, interruption()))),
    );
  selecting(program.command("list"))
    .description("print the plan; nothing is started")
    .option("--json", "as JSON", false)
    .action((options) =>
      finish(import("./commands/list.ts").then(({ list }) => list(options, terminal))),
    );
  program
    .command("cell <id>")
    .description("run one cell alone, with the libraries' debug output on")
    .option("--out <folder>", "where results go", "matrix-results")
    .option(...harnessOption)
    .action((id, options) =>
      finish(
        import("./commands/cell.ts").then(({ runSingleCell }) =>
          runSingleCell(id, options, terminal, interruption()),
        ),
      ),
    );
  program
    .command("doctor")
    .description("check toolchains and limits of this machine")
    .action(() => finish(import("./commands/doctor.ts").then(({ doctor }) => doctor(terminal))));
  program
    .command("report <results.json>")
    .description("print the markdown table of a run again")
    .addOption(
      new Option("--as <report>", "which report")
        .choices(["compatibility", "broken-peers"] as const)
        .default("compatibility" as const),
    )
    .option("--write <file>", "write it to a file")
    .option("--check <file>", "compare it with a file; exit 1 if they differ")
    .action((file, options) =>
      finish(import("./commands/report.ts").then(({ report }) => report(file, options, terminal))),
    );
  program
    .command("clean")
    .description("remove what was built and the results")
    .option("--out <folder>", "where results are", "matrix-results")
    .action((options) =>
      finish(import("./commands/clean.ts").then(({ clean }) => clean(options, terminal))),
    );
  await program.parseAsync();
  return exitCode;
};

const sentence = (error: unknown): string => {
  if (error instanceof Misuse || error instanceof BuildFailed) return error.message;
  if (error instanceof CommanderError) return error.message.replace(/^error: /, "");
  return `fault of the runner itself: ${error instanceof Error ? error.stack : String(error)}`;
};

const exitCodeOf = async (): Promise<number> => {
  try {
    return await main();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    process.stderr.write(`matrix: ${sentence(error)}\n`);
    return 2;
  }
};

// Not by running out of work: Node 24 can spin for ever in its own clean-up of a socket that a peer
// has reset (uv_run in Environment::CleanupHandles).
process.exit(await exitCodeOf());
