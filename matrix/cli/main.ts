// With cli.js, which loads it, this alone touches argv and the exit code, but for `tap` in a plugin's place, which
// ends as the plugin does. Exit codes: 0 everything as expected; 1 something unexpected or missing; 2 misuse, or
// a fault of the runner itself.
import { availableParallelism, tmpdir } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Command, CommanderError, Help, InvalidArgumentError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { modes } from "../domain/axes.ts";
import { BuildEnded, BuildFailed } from "../domain/build-fault.ts";
import { EnvironmentFault } from "../domain/environment-fault.ts";
import { Misuse } from "../domain/misuse.ts";
import { clean, logLimitCharacters } from "../domain/outside-text.ts";
import { asCalled } from "../domain/own-command.ts";
import { systemSentence } from "../domain/system-sentence.ts";
import { origin, places } from "../places.ts";
import { calledAs } from "./called-as.ts";
import type { Console } from "./commands/console.ts";
import { interruption } from "./terminal/interruption.ts";
import { paintFor } from "./terminal/paint.ts";

const output: { fault: Error | null } = { fault: null };
// A reader that has seen enough, as `head`, is no fault, and no fault of the output ends what is under way.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") output.fault ??= error;
});

const command = calledAs({
  origin,
  program: process.argv[1] ?? "",
  searched: process.env["PATH"] ?? "",
});

const terminal: Console = {
  command,
  out: (text) => process.stdout.write(asCalled(text, command)),
  isTerminal: process.stdout.isTTY === true && !process.env["CI"],
  columns: process.stdout.columns ?? 80,
  rows: process.stdout.rows ?? 24,
  paint: paintFor(process.stdout, process.env),
};

/** Who reads annotations off the output of a run. */
const annotated = process.env["GITHUB_ACTIONS"] === "true" ? "for GitHub" : "not at all";

/** Two for each processor: while one cell waits for a peer's bytes, another computes. */
const defaultJobs = 2 * availableParallelism();

const indexOf = (words: readonly string[], word: string): number =>
  words.includes(word) ? words.indexOf(word) : words.length;

const names = (text: string): readonly string[] => text.split(",").filter((name) => name !== "");

const collected = (pattern: string, before: readonly string[]) => [...before, pattern];

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError("expected a whole number of at least 1");
  }
  return number;
};

/** Longer waits are no probe; timers end at 2³¹ ms. */
const longestTimeoutMs = 600_000;

const timeout = (text: string): number => {
  const number = positive(text);
  if (number > longestTimeoutMs) {
    throw new InvalidArgumentError(`expected at most ${longestTimeoutMs} ms`);
  }
  return number;
};

const harnessOption = [
  "--harness <folder>",
  "an implementation beside those under harness/; may be repeated",
  collected,
  [],
] as const;

const baselineOption = [
  "--baseline <results>",
  "an earlier results.json or folder of a run: what changed since is told too",
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
    .option(
      "--client <ids>",
      "client implementations, with their variants; commas between them",
      names,
      [],
    )
    .option("--server <ids>", "the same of servers", names, [])
    .option("--mode <modes>", `${modes.join(", ")}; commas between them`, names, [])
    .option("--key <types>", "key types on either side, as p256,rsa2048", names, [])
    .option(...harnessOption);

const tell = (sentence: string) =>
  void process.stderr.write(`matrix: ${asCalled(sentence, command)}\n`);

const untilInterrupted = (): AbortSignal => interruption(tell);

const explainEnding = `
A log that goes on, as of kubectl logs -f, is read until Ctrl-C, which explains what was read until then: exit code 0, or
2 if nothing had come. Of each log 4 GiB are read at most.`;

const diffEnding = `
Each of the two is a results.json, the folder of a run, or a folder of runs, of which the latest is taken. Exit code 1 on
a regression: a cell that passed and does not, or whose end is not expected any more. Time is told and is no regression: a
client and a server are slower if at least 8 of their cells pass in both runs, and 3 of 4 of these took 1.5 times and 20 ms
longer than the run as a whole.`;

const tapExamples = `
In a plugin's place, as a script where its host looks for it:
  exec ${process.execPath} ${process.argv[1]} tap -- /path/to/plugin "$@"
Before an endpoint, until Ctrl-C:
  tap --listen 127.0.0.1:7000 --to host:443

A capture holds whatever passed, tokens, cookies and bodies too, and the secrets that decrypt it; its files are
readable by their owner alone. With --no-payload it holds frames, lengths and handshakes.`;

/** A plugin's signals are the plugin's: nothing of the tap's own may take them. */
const tapInterruption = (argv: readonly string[]): AbortSignal | undefined =>
  argv.length > 0 ? undefined : untilInterrupted();

// Each command loads what it needs: `list` starts no process and reads no certificate.
const main = async (): Promise<number> => {
  let exitCode = 0;
  const finish = async (work: Promise<number>) => {
    exitCode = await work;
  };
  const program = new Command(origin === "checkout" ? "matrix" : "handshake-matrix")
    .description("Which gRPC plugin pairs complete a TLS handshake across languages, and why not")
    .version(packageJson.version)
    .option("--debug", "with a fault, say where in the tool it arose", false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      optionDescription: (option) =>
        new Help().optionDescription(option).replace(/ \(default: (?:false|\[\])\)$/, ""),
    });
  selecting(program.command("run", { isDefault: true }))
    .description("run a preset: print the table, write the results; what is done without a command")
    .option("--out <folder>", "where results go", "matrix-results")
    .option("--jobs <n>", "cells at once", positive, defaultJobs)
    .option("--resume", "go on with the latest run", false)
    .option("--allow-missing", "cells whose toolchain is missing are no failure", false)
    .option(...baselineOption)
    .addOption(
      new Option("--capture <which>", "connections kept as a capture and drawn as a ladder")
        .choices(["failing", "all"] as const)
        .default("failing" as const),
    )
    .action((options) =>
      finish(
        import("./commands/run.ts").then(({ run }) =>
          run({ ...options, annotated }, terminal, untilInterrupted()),
        ),
      ),
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
          runSingleCell(id, options, terminal, untilInterrupted()),
        ),
      ),
    );
  program
    .command("probe <target>")
    .description("climb the ladder of one endpoint: host:port, a DNS name, or unix:path")
    .option("--ca <file>", "PEM: the only authorities to trust")
    .option("--cert <file>", "PEM: the client's certificate")
    .option("--key <file>", "PEM: its key, which is read and kept nowhere")
    .option("--server-name <name>", "the name that the server's certificate must be for")
    .option("--alpn <protocols>", "what to offer instead of h2, as h2,http/1.1", names)
    .option("--plaintext", "the endpoint has no TLS", false)
    .option("--authority <authority>", "the :authority of the calls")
    .option("--timeout <ms>", "how long the peer is waited for on each rung", timeout)
    .option("--as <stacks>", "clients to try, or foresee, of go,python,node,rust,java", names)
    .option(
      "--call <method>",
      "a method to call beside health and reflection: package.Service/Method",
    )
    .option("--message <hex>", "the message of that call, protobuf in hexadecimal")
    .option("--compare <target>", "probe another too, and print what differs")
    .option("--dry-run", "say what would be done, and do nothing", false)
    .option("--json", "as JSON", false)
    .action((target, options) =>
      finish(import("./commands/probe.ts").then(({ probe }) => probe(target, options, terminal))),
    );
  program
    .command("explain [files...]")
    .description("what was the matter, from logs as they are; without a file, from standard input")
    .option("--client-log <file>", "printed by the client; may be repeated", collected, [])
    .option("--server-log <file>", "printed by the server; may be repeated", collected, [])
    .option("--proxy-log <file>", "printed by a proxy; may be repeated", collected, [])
    .option("--json", "as JSON", false)
    .addHelpText("after", explainEnding)
    .action((files, options) =>
      finish(
        import("./commands/explain.ts").then(({ explain }) =>
          explain(files, options, terminal, {
            standardInput: process.stdin,
            signal: untilInterrupted(),
            tell,
          }),
        ),
      ),
    );
  program
    .command("tap [command...]")
    .description("record what passes: before a plugin (tap -- plugin …), or before an endpoint")
    .option("--listen <address>", "where the relay listens: host:port or unix:path")
    .option("--to <address>", "the endpoint behind it")
    .option("--key-log <file>", "TLS secrets of either side; may be repeated", collected, [])
    .option("--out <folder>", "where the recording goes, instead of a new folder")
    .option("--live <file>", "where the ladder of a plugin grows, instead of the terminal")
    .option("--outlive-host", "the plugin may go on when its host has ended", false)
    .option("--no-payload", "keep no bodies, no header values and no secrets that decrypt them")
    .option("--show-credentials", "leave credentials in diagnosis.json and evidence.json", false)
    .option("--json", "the diagnosis as JSON", false)
    .addHelpText("after", tapExamples)
    .action((argv, options) =>
      finish(
        import("./commands/tap.ts").then(({ tap }) =>
          tap(argv, options, terminal, tapInterruption(argv)),
        ),
      ),
    );
  program
    .command("doctor")
    .description("check toolchains and limits of this machine")
    .action(() => finish(import("./commands/doctor.ts").then(({ doctor }) => doctor(terminal))));
  program
    .command("report <results>")
    .description("print a report of a run again, from its results.json or its folder")
    .addOption(
      new Option("--as <report>", "which report")
        .choices([
          "compatibility",
          "html",
          "summary",
          "junit",
          "annotations",
          "broken-peers",
          "incidents",
          "causes",
        ] as const)
        .default("compatibility" as const),
    )
    .option(...baselineOption)
    .option("--write <file>", "write it to a file, or to a folder of pages")
    .option("--check <file>", "compare it with a file or a folder of pages; exit 1 if they differ")
    .action((file, options) =>
      finish(import("./commands/report.ts").then(({ report }) => report(file, options, terminal))),
    );
  program
    .command("show [cell]")
    .description("open the page of the latest run, or one cell of it, in a browser")
    .option("--out <folder>", "where results are", "matrix-results")
    .option("--print", "only print its address", false)
    .action((id, options) =>
      finish(
        Promise.all([
          import("./commands/show.ts"),
          import("./terminal/opener.ts"),
          import("./terminal/open-address.ts"),
        ]).then(([{ show }, { openerOf }, { openAddress }]) =>
          show(id, options, terminal, {
            argvFor: (address) => openerOf(process.platform, process.env, address),
            open: openAddress,
          }),
        ),
      ),
    );
  program
    .command("diff <before> <after>")
    .description("what changed from one run to another, and which versions moved")
    .addOption(
      new Option("--as <form>", "how it is printed")
        .choices(["text", "markdown", "json"] as const)
        .default("text" as const),
    )
    .addHelpText("after", diffEnding)
    .action((before, after, options) =>
      finish(
        import("./commands/diff.ts").then(({ diff }) => diff(before, after, options, terminal)),
      ),
    );
  program
    .command("history <folder>")
    .description("what became of each cell over many runs: since when, and since which versions")
    .addOption(
      new Option("--as <form>", "how it is printed")
        .choices(["text", "markdown", "json"] as const)
        .default("text" as const),
    )
    .action((folder, options) =>
      finish(
        import("./commands/history.ts").then(({ history }) =>
          history(folder, options, terminal, tell),
        ),
      ),
    );
  program
    .command("expectations [results]")
    .description("find known failures that pass by now, in a run of a whole preset")
    .addOption(
      new Option("--check", "exit 1 if an expectation can be tightened (default)").conflicts(
        "update",
      ),
    )
    .option("--update", "write what can be tightened; comments are kept", false)
    .action((results = "matrix-results", options) =>
      finish(
        import("./commands/expectations.ts").then(({ expectations }) =>
          expectations(results, options, terminal),
        ),
      ),
    );
  program
    .command("clean")
    .description("remove what was built and the results")
    .option("--out <folder>", "where results are", "matrix-results")
    .action((options) =>
      finish(
        import("./commands/clean.ts").then(({ clean }) =>
          clean({ ...options, own: places.own }, terminal),
        ),
      ),
    );
  const [asked = "run"] = process.argv.slice(2);
  const commands = [...program.commands.map((command) => command.name()), "help"];
  if (!asked.startsWith("-") && !commands.includes(asked)) {
    throw new Misuse(`there is no command ${asked}; there are ${commands.join(", ")}`);
  }
  await program.parseAsync();
  return exitCode;
};

/** The words of the tool's own command, not those of a plugin's behind `--`. */
const ownWords = process.argv.slice(2, indexOf(process.argv, "--"));

const isDebug = ownWords.includes("--debug") || process.env["MATRIX_DEBUG"] === "1";

const sentence = (error: unknown): string => {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, "");
  const told = [Misuse, BuildFailed, BuildEnded, EnvironmentFault].some(
    (kind) => error instanceof kind,
  );
  const known = told ? (error as Error).message : systemSentence(error, { temporary: tmpdir() });
  const where = isDebug && error instanceof Error ? `\n${error.stack}` : "";
  if (known !== null) return `${known}${where}`;
  const message = error instanceof Error ? error.message : String(error);
  return `fault of the runner itself: ${message}${where || " (run again with --debug for where)"}`;
};

const complain = (error: unknown): void => {
  tell(clean(sentence(error), logLimitCharacters));
};

const exitCodeOf = async (): Promise<number> => {
  try {
    return await main();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    complain(error);
    return error instanceof BuildEnded ? 1 : 2;
  }
};

// Of an event that nobody waits for, or of a promise. Node's own exit code would say that a cell was unexpected.
process.on("uncaughtException", (error) => {
  complain(error);
  process.exit(2);
});

const exitCode = await exitCodeOf();
// An error of the last output is told in the next turn.
await setImmediate();
const { fault } = output;
if (fault) process.stderr.write(`matrix: standard output cannot be written: ${fault.message}\n`);
// Not by running out of work: Node 24 can spin for ever in its own clean-up of a socket that a peer
// has reset (uv_run in Environment::CleanupHandles).
process.exit(fault ? 2 : exitCode);
