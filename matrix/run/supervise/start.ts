/**
 * Every process of a run starts here, under the launcher's guard:
 *
 * 1. argv is never read by a shell;
 * 2. descriptor 3 ties the process to the orchestrator: when that end closes, even by SIGKILL of the
 *    orchestrator, the launcher ends the process and all it started;
 * 3. nobody waits for a pipe: a process has ended when the launcher says so, whoever still holds its
 *    descriptors;
 * 4. what it prints is counted, kept within a bound, and ends it beyond a limit;
 * 5. a launcher that is stopped or killed is met: what bears the program's mark is swept.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import type { Exit } from "../../domain/evidence.ts";
import { cleanLine, OutsideText } from "../../domain/outside-text.ts";
import { Eventual } from "../../limits/eventual.ts";
import { BoundedText } from "./bounded-text.ts";
import { buildEnvironment, cleanEnvironment } from "./clean-environment.ts";
import type { MarkedProgram } from "./connection-owner.ts";
import { tellEnded } from "./ended-process.ts";
import { type GuardMessage, parseGuardMessage } from "./launcher-messages.ts";
import { lineReader } from "./line-reader.ts";
import { markedEnvironment, markOptions, nextMark } from "./marks.ts";
import { sweep } from "./sweep.ts";

/** A process that prints more than this is ended: no server or client of a cell has so much to say. */
const floodLimitBytes = 64 * 1024 * 1024;

/** How long a process may take to end after SIGTERM before it is killed. */
export const graceMs = 500;

/** How long after the grace a launcher may take to say how its program ended, before both are swept. */
export const launcherLimitMs = 400;

/** How long the pipes of an ended process are still read: somebody else may hold them for ever. */
const lastWordsMs = 250;

/** How long the end of a swept launcher may take to be told by the kernel. */
const lastMomentMs = 500;

export type Supervised = Readonly<{
  /** Of the launcher, whose child the process is; 0 if it could not be started. */
  pid: number;
  stdin: Writable;
  stderr: BoundedText;
  /** The program itself, which the launcher started. */
  program(): MarkedProgram;
  /** When the process has ended or could not be started. */
  ended: Eventual<Ended>;
  hasEnded(): boolean;
  /**
   * SIGTERM, then SIGKILL after {@link graceMs}, to it and all it started, whatever it has done to its launcher. Settles
   * within five seconds, and mostly in one.
   */
  stop(): Promise<Ended>;
}>;

export type Ended = Readonly<
  | { kind: "exited"; exit: Exit; cpuMs: number; reason: string | null }
  | { kind: "not-started"; error: string }
>;

export type StartOptions = Readonly<{
  /** argv of the launcher itself. */
  launcher: readonly string[];
  argv: readonly string[];
  /** The program's working directory; the orchestrator's own if there is none. */
  workingFolder?: string;
  /** Which of the orchestrator's environment it inherits: a build may have to download. */
  inherits?: "programs" | "builds";
  /** Added to what it inherits. */
  environment: Readonly<Record<string, string>>;
  /**
   * Each whole line of standard output; without it, what is printed there is kept with standard error.
   */
  onLine: ((line: OutsideText) => void) | null;
  /** Longest line of standard output; a longer one ends the process. */
  lineLimitBytes: number;
}>;

export const start = (options: StartOptions): Supervised => {
  const [command = "", ...launcherArgv] = options.launcher;
  const mark = nextMark();
  const child: ChildProcess = spawn(
    command,
    [
      ...launcherArgv,
      "guard",
      ...markOptions(mark),
      `--grace-ms=${graceMs}`,
      "--",
      ...options.argv,
    ],
    {
      ...(options.workingFolder !== undefined && { cwd: options.workingFolder }),
      env: markedEnvironment(
        { ...inheritedBy(options.inherits ?? "programs"), ...options.environment },
        mark,
      ),
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      // Ctrl-C in a terminal goes to the foreground group: only the orchestrator is to get it.
      detached: true,
    },
  );
  const stderr = new BoundedText();
  let printed = 0;
  let reason: string | null = null;
  const endBecause = (text: string) => {
    reason ??= text;
    void stop();
  };
  const count = (chunk: Buffer) => {
    printed += chunk.length;
    if (printed > floodLimitBytes) endBecause(`printed more than ${floodLimitBytes / 2 ** 20} MiB`);
  };
  const { onLine } = options;
  const read = onLine
    ? lineReader(
        options.lineLimitBytes,
        (line) => onLine(new OutsideText(line)),
        () => endBecause(`printed a line of more than ${options.lineLimitBytes} bytes`),
      )
    : (chunk: Buffer) => stderr.append(chunk);
  child.stdout?.on("data", (chunk: Buffer) => {
    count(chunk);
    read(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    count(chunk);
    stderr.append(chunk);
  });
  // A write to a process that has gone is an event of its own: `ended` tells.
  child.stdin?.on("error", () => {});

  let said: GuardMessage | null = null;
  let program = 0;
  const listen = lineReader(
    2 ** 20,
    (line) => {
      const message = parseGuardMessage(line);
      if (!message) return endBecause(`its launcher said ${cleanLine(line, 200)}`);
      if (message.type === "started") program = message.pid;
      else said = message;
    },
    () => {},
  );
  const control = child.stdio[3];
  control?.on("data", listen);
  control?.on("error", () => {});

  const sweepAll = (pids: readonly number[]) =>
    sweep(options.launcher, {
      mark,
      own: [child.pid ?? 0, program],
      pids,
      groups: [...pids, ...groupOf(program)],
    });
  const { eventual: ended, settle: tell } = Eventual.open<Ended>();
  let over = false;
  const settle = (end: Ended) => {
    over = true;
    tell(end);
  };
  const conclude = async (code: number | null, signal: string | null) => {
    child.stdout?.destroy();
    child.stderr?.destroy();
    if (said?.type === "not-started") return settle({ kind: "not-started", error: said.error });
    if (said?.type === "exit") {
      // The launcher that Node runs is no subreaper: what left its program's group it cannot find.
      const missed = launcherArgv.length > 0 ? await sweepAll([]) : [];
      const exit = { code: said.code, signal: said.signal, left: [...said.left, ...missed] };
      tellEnded({ as: "program", argv: options.argv, cpuMs: said.cpuMs });
      return settle({ kind: "exited", exit, cpuMs: said.cpuMs, reason });
    }
    // A launcher that says nothing was killed: what its program started may live on.
    const left = child.pid === undefined ? [] : await sweepAll([]);
    settle({ kind: "exited", exit: { code, signal, left }, cpuMs: 0, reason });
  };
  let concluding = false;
  const finish = (code: number | null, signal: string | null) => {
    if (concluding) return;
    concluding = true;
    void conclude(code, signal);
  };
  child.on("error", (error) => settle({ kind: "not-started", error: cleanLine(error.message) }));
  child.on("close", finish);
  child.on("exit", (code, signal) => {
    setTimeout(() => finish(code, signal), lastWordsMs).unref();
  });

  const end = async (): Promise<Ended> => {
    child.kill("SIGTERM");
    // Of a launcher that its program has stopped; the signal before waits for it.
    child.kill("SIGCONT");
    const inTime = await ended.orAfter(graceMs + launcherLimitMs, null);
    if (inTime) return inTime;
    const left = await sweepAll([child.pid ?? 0]);
    child.kill("SIGKILL");
    const swept: Ended = {
      kind: "exited",
      exit: { code: null, signal: "SIGKILL", left },
      cpuMs: 0,
      reason: reason ?? "its launcher did not end it in time",
    };
    return ended.orAfter(lastMomentMs, swept);
  };
  let ending: Promise<Ended> | null = null;
  const stop = () => {
    ending ??= end();
    return ending;
  };
  if (!child.stdin) throw new Error("a process was started without a standard input");
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin,
    stderr,
    program: () => ({ mark, pid: program === 0 ? null : program }),
    ended,
    hasEnded: () => over,
    stop,
  };
};

/** On Linux a program is found by its mark, and its number may be another's by now. */
const groupOf = (program: number) => (process.platform === "linux" ? [] : [program]);
const inheritedBy = (what: "programs" | "builds"): NodeJS.ProcessEnv =>
  (what === "builds" ? buildEnvironment : cleanEnvironment)(process.env);
