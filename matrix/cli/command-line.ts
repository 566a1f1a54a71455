// The commands with their options. Each loads what it needs: `list` starts no process and reads no certificate.
import { Argument, Command, Help, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { origin, places } from "../places.ts";
import { projectFile } from "../run/inputs/project-file.ts";
import { type Cleanable, cleanable } from "./commands/cleanable.ts";
import type { Console } from "./commands/console.ts";
import { usualOut } from "./commands/resume-command.ts";
import { collected, names, positive, timeout } from "./option-values.ts";
import {
  baselineOption,
  defaultJobs,
  harnessOption,
  projectOption,
  queueOption,
  redisOption,
  redisUrl,
  selecting,
  shardOption,
} from "./shared-options.ts";

export type Surroundings = Readonly<{
  terminal: Console;
  /** Tells the user something beside the output. */
  tell(sentence: string): void;
  /** Aborted by Ctrl-C, from when it is asked for. */
  untilInterrupted(): AbortSignal;
  /** Who reads annotations off the output of a run. */
  annotated: "for GitHub" | "not at all";
}>;

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

/** @param finish - is given what a command does, which comes to its exit code. */
export const commandLine = (
  { terminal, tell, untilInterrupted, annotated }: Surroundings,
  finish: (work: Promise<number>) => Promise<void>,
): Command => {
  /** A plugin's signals are the plugin's: nothing of the tap's own may take them. */
  const tapInterruption = (argv: readonly string[]): AbortSignal | undefined =>
    argv.length > 0 ? undefined : untilInterrupted();
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
    .description("run a preset: print the table, write the results (default command)")
    .option("--out <folder>", "where results go", usualOut)
    .option(
      "--jobs <n>",
      "cells at once, beside those that wait by the clock",
      positive,
      defaultJobs,
    )
    .option("--resume", "go on with the latest run", false)
    .option(...shardOption)
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
    .option(...shardOption)
    .option("--json", "as JSON", false)
    .action((options) =>
      finish(import("./commands/list.ts").then(({ list }) => list(options, terminal, tell))),
    );
  program
    .command("cell <id>")
    .description("run one cell alone, with the libraries' debug output on")
    .option("--out <folder>", "where results go", "matrix-results")
    .option(...harnessOption)
    .option(...projectOption)
    .action((id, options) =>
      finish(
        import("./commands/cell.ts").then(({ runSingleCell }) =>
          runSingleCell(id, options, terminal, untilInterrupted()),
        ),
      ),
    );
  program
    .command("bisect <cell>")
    .description("find the version of a library with which a cell begins to end otherwise")
    .requiredOption(
      "--versions <range>",
      "a language with its oldest and its newest version, as go=1.64..1.85; client:go=… for one end, go@plugin=… for another library",
    )
    .option("--out <folder>", "where results go", usualOut)
    .option(...harnessOption)
    .option(...projectOption)
    .option("--json", "as JSON", false)
    .action((id, options) =>
      finish(
        import("./commands/bisect.ts").then(({ bisect }) =>
          bisect(id, options, terminal, tell, untilInterrupted()),
        ),
      ),
    );
  program
    .command("probe <target>")
    .addHelpText(
      "after",
      `
Exit code: 0 where the call was answered and no client that was asked for is known to stay out, or two compared do not
differ; 1 where one does, or they do; 2 for a target, options or files that cannot be used.`,
    )
    .description("climb the ladder of one endpoint: host:port, a DNS name, or unix:path")
    .option("--ca <file>", "PEM: the only authorities to trust")
    .option("--cert <file>", "PEM: the client's certificate")
    .option("--key <file>", "PEM: its key, which is read and kept nowhere")
    .option("--server-name <name>", "the name that the server's certificate must be for")
    .option("--alpn <protocols>", "what to offer instead of h2, as h2,http/1.1", names)
    .option("--plaintext", "the endpoint has no TLS", false)
    .option("--authority <authority>", "the :authority of the calls")
    .option(
      "--header <field>",
      "metadata of the calls, as 'authorization: Bearer …'; may be given again",
      (field: string, before?: readonly string[]) => collected(field, before ?? []),
    )
    .option("--timeout <ms>", "how long the peer is waited for on each rung", timeout)
    .option(
      "--as <stacks>",
      "clients to try, or foresee, of go,python,node,rust,java,node:bun,node:deno,go:fips,python:grpclib,python:debian,rust:ring,java:jdk,cpp",
      names,
    )
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
    .option(...projectOption)
    .action((options) =>
      finish(import("./commands/doctor.ts").then(({ doctor }) => doctor(options, terminal))),
    );
  program
    .command("init")
    .description("write a handshake-matrix.yaml for your repository, with comments")
    .option("--project <file>", "where it is written", projectFile)
    .action((options) =>
      finish(import("./commands/init.ts").then(({ init }) => init(options, terminal))),
    );
  program
    .command("new <language>")
    .description("make the folder of a new implementation: manifest, stubs, schemas, steps")
    .option("--folder <folder>", "where it is made (default: the language's name)")
    .option("--project <file>", "the project's file that names it", projectFile)
    .action((language, options) =>
      finish(
        import("./commands/new.ts").then(({ newImplementation }) =>
          newImplementation(language, options, terminal),
        ),
      ),
    );
  program
    .command("conform <folder>")
    .description("check one implementation alone, clause by clause, against harness/CONTRACT.md")
    .option("--server", "its server alone", false)
    .option("--client", "its client alone", false)
    .option("--json", "as JSON", false)
    .action((folder, options) =>
      finish(
        import("./commands/conform.ts").then(({ conform }) =>
          conform(folder, options, terminal, tell, untilInterrupted()),
        ),
      ),
    );
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
          "ctrf",
          "annotations",
          "broken-peers",
          "behaviours",
          "post-quantum",
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
        .choices(["text", "markdown", "json", "html"] as const)
        .default("text" as const),
    )
    .addHelpText("after", diffEnding)
    .action((before, after, options) =>
      finish(
        import("./commands/diff.ts").then(({ diff }) => diff(before, after, options, terminal)),
      ),
    );
  program
    .command("merge <results...>")
    .description("put the shards of a run together: one result, as if it had been one run")
    .option("--out <folder>", "where results go", usualOut)
    .action((results, options) =>
      finish(import("./commands/merge.ts").then(({ merge }) => merge(results, options, terminal))),
    );
  selecting(program.command("enqueue"))
    .description("have workers on many machines run a preset, through a queue of Redis")
    .option(...redisOption)
    .option(...queueOption)
    .option("--parts <n>", "into how many parts the plan is cut (default: 50 cells each)", positive)
    .option("--out <folder>", "where results go", usualOut)
    .action(({ redis, ...options }) =>
      finish(
        import("./commands/enqueue.ts").then(({ enqueueRun }) =>
          enqueueRun({ ...options, url: redisUrl(redis) }, terminal, tell, untilInterrupted()),
        ),
      ),
    );
  program
    .command("worker")
    .description("run parts of what others enqueue, until Ctrl-C")
    .option(...redisOption)
    .option(...queueOption)
    .option(
      "--jobs <n>",
      "cells at once, beside those that wait by the clock",
      positive,
      defaultJobs,
    )
    .option(...harnessOption)
    .option(...projectOption)
    .action(({ redis, ...options }) =>
      finish(
        import("./commands/worker.ts").then(({ worker }) =>
          worker({ ...options, url: redisUrl(redis) }, terminal, tell, untilInterrupted()),
        ),
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
    .option(...projectOption)
    .action((results = "matrix-results", options) =>
      finish(
        import("./commands/expectations.ts").then(({ expectations }) =>
          expectations(results, options, terminal),
        ),
      ),
    );
  program
    .command("clean")
    .description("delete what was built; results and recordings only where they are named")
    .addArgument(
      new Argument("[what...]", "what to delete")
        .choices(cleanable)
        .default(["builds"], "builds alone"),
    )
    .option("--out <folder>", "where results are", usualOut)
    .option("--older <days>", "of builds, versions alone that were not used for so long", positive)
    .action((what, options) =>
      finish(
        import("./commands/clean.ts").then(({ clean }) =>
          clean(what as readonly Cleanable[], { ...options, own: places.own }, terminal),
        ),
      ),
    );
  return program;
};
