// With cli.js, which loads it, this alone touches argv and the exit code, but for `tap` in a plugin's place, which
// ends as the plugin does. Exit codes: 0 everything as expected; 1 something unexpected or missing; 2 misuse, or
// a fault of the runner itself.
import { tmpdir } from "node:os";
import { setImmediate } from "node:timers/promises";
import { CommanderError } from "commander";
import { BuildEnded, BuildFailed } from "../domain/build-fault.ts";
import { EnvironmentFault } from "../domain/environment-fault.ts";
import { Misuse } from "../domain/misuse.ts";
import { clean, logLimitCharacters } from "../domain/outside-text.ts";
import { asCalled } from "../domain/own-command.ts";
import { systemSentence } from "../domain/system-sentence.ts";
import { origin } from "../places.ts";
import { calledAs } from "./called-as.ts";
import { commandLine } from "./command-line.ts";
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

/** Of what is no terminal. */
const logColumns = 100;

const terminal: Console = {
  command,
  out: (text) => process.stdout.write(asCalled(text, command)),
  isTerminal: process.stdout.isTTY === true && !process.env["CI"],
  get columns() {
    return process.stdout.columns ?? logColumns;
  },
  get rows() {
    return process.stdout.rows ?? 24;
  },
  paint: paintFor(process.stdout, process.env),
};

/** Who reads annotations off the output of a run. */
const annotated = process.env["GITHUB_ACTIONS"] === "true" ? "for GitHub" : "not at all";

const indexOf = (words: readonly string[], word: string): number =>
  words.includes(word) ? words.indexOf(word) : words.length;

const tell = (sentence: string) =>
  void process.stderr.write(`matrix: ${asCalled(sentence, command)}\n`);

const main = async (): Promise<number> => {
  let exitCode = 0;
  const surroundings = {
    terminal,
    tell,
    untilInterrupted: () => interruption(tell),
    annotated,
  } as const;
  const program = commandLine(surroundings, async (work) => {
    exitCode = await work;
  });
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
