/**
 * The real plugin behind a tap, as its host would have it:
 *
 * 1. it has the host's standard input, folder, arguments and environment, and argv[0] as given;
 * 2. every signal that a process can catch goes on to it, once: it has a session of its own, so that a
 *    terminal's reach it through the tap alone;
 * 3. nothing that it prints is read by anybody but the host, nothing ends it but a signal of the host's,
 *    and what it leaves running is left running;
 * 4. where the tap is killed, or its host is, the plugin's process group is killed.
 */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { Eventual } from "../limits/eventual.ts";
import { findProgram } from "../run/supervise/launcher/fallback/start-error.ts";
import { watchHostExit } from "./host-exit.ts";
import { openOutputPipes } from "./output-pipes.ts";

type NotStarted = Readonly<{ kind: "not-started"; sentence: string }>;

export type PluginProcess = Readonly<
  | NotStarted
  | {
      kind: "started";
      stdout: Readable;
      stderr: Readable;
      ended: Eventual<ProcessEnd>;
      /** Ends the group: SIGTERM, then SIGKILL after {@link graceMs}. */
      end(): void;
      /** A file to remove where the tap is killed and cannot. */
      leaves(file: string): void;
    }
>;

export type PluginEnd = NotStarted | ProcessEnd;

/** Exactly one of `code` and `signal` is not null. */
type ProcessEnd = Readonly<{
  kind: "exited";
  code: number | null;
  signal: NodeJS.Signals | null;
  /** `host`: a signal had come for it. */
  by: "itself" | "host";
}>;

/** What a terminal sends to every process of a group. */
const terminalSignals: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGHUP"];

const ownSignals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGUSR1", "SIGUSR2", "SIGWINCH"];

/** Those that ask a process to end. */
const endingSignals: ReadonlySet<NodeJS.Signals> = new Set([...terminalSignals, "SIGTERM"]);

const graceMs = 500;

/** execve(2) of a program on a disk that sleeps. */
const startLimitMs = 60_000;

/** @param folder - where names may stand for a moment. */
export const startPlugin = async (
  [command = "", ...argv]: readonly string[],
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<PluginProcess> => {
  const program = findProgram(command);
  if (program.kind === "not-started") return program;
  const hostExit = watchHostExit();
  const pipes = openOutputPipes(folder);
  let asked = false;
  const child = spawn(program.file, argv, {
    argv0: command,
    env: environment,
    stdio: ["inherit", ...(pipes?.descriptors ?? (["pipe", "pipe"] as const))],
    detached: true,
  });
  pipes?.handedOver();
  const { pid } = child;
  if (pid !== undefined) hostExit.group(pid);
  const ended = Eventual.when<ProcessEnd>((settle) => {
    child.once("exit", (code, signal) => {
      settle({ kind: "exited", code, signal, by: asked ? "host" : "itself" });
      hostExit.dismiss();
    });
  });
  const send = (signal: NodeJS.Signals, to: "process" | "group") => {
    asked ||= endingSignals.has(signal);
    signalTo(pid, signal, to);
  };
  for (const signal of terminalSignals) process.on(signal, () => send(signal, "group"));
  for (const signal of ownSignals) process.on(signal, () => send(signal, "process"));
  // Node tells either in the next turns: nobody outside has a say in it.
  const failed = await Eventual.when<Error | null>((settle) => {
    child.once("spawn", () => settle(null)).once("error", settle);
  }).within(startLimitMs, `the start of ${program.file}`);
  if (failed) {
    hostExit.dismiss();
    return { kind: "not-started", sentence: `${program.file}: ${failed.message}` };
  }
  const { stdout, stderr } = pipes ?? child;
  if (!stdout || !stderr) throw new Error("a plugin was started without its outputs");
  return {
    kind: "started",
    stdout,
    stderr,
    ended,
    leaves: hostExit.file,
    end: () => {
      send("SIGTERM", "group");
      const killing = setTimeout(signalTo, graceMs, pid, "SIGKILL", "group");
      ended.notify(() => clearTimeout(killing));
    },
  };
};

const signalTo = (
  pid: number | undefined,
  signal: NodeJS.Signals,
  to: "process" | "group",
): void => {
  try {
    if (pid !== undefined) process.kill(to === "group" ? -pid : pid, signal);
  } catch {
    // It has gone already: ESRCH.
  }
};
