/** What the fallback says to the orchestrator: the messages of messages.go, one a line. */
import { constants } from "node:os";
import type { Writable } from "node:stream";
import type { StartError } from "./start-error.ts";

export type Message = Readonly<
  | {
      type: "hello";
      token: string;
      pid: number;
      clientCertificate: string | null;
      environment: Readonly<Record<string, string>>;
    }
  | { type: "started"; pid: number }
  | { type: "not-started"; error: string; reason: StartError["reason"] }
  | { type: "line"; text: string; complete: boolean }
  | { type: "line"; base64: string; complete: boolean }
  | { type: "stdout" | "stderr"; base64: string }
  | Exit
  | (Exit & { stdoutBytes: number; stderrBytes: number; reason: string | null })
>;

type Exit = Readonly<{
  type: "exit";
  code: number | null;
  signal: string | null;
  /** Always empty: what outlives the program is killed with its group, but not found. */
  left: readonly [];
  /** The program, if it could not be ended. */
  remaining: readonly LeftProcess[];
  /** Always 0: Node does not tell a child's. */
  cpuMs: 0;
}>;

export type LeftProcess = Readonly<{ pid: number; command: string }>;

/** What a sweep ended, and what it could not end. */
export type Swept = Readonly<{
  type: "swept";
  left: readonly LeftProcess[];
  remaining: readonly LeftProcess[];
}>;

/** How a program ended: exactly one of code and signal is not null. */
export type Ended = Readonly<{
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The program itself, if it was killed and has not ended. */
  remaining: readonly LeftProcess[];
}>;

export type Report = (message: Message) => void;

/** An orchestrator that has gone is no reason to fail: errors of `to` are those of whoever opened it. */
export const reporter =
  (to: Writable): Report =>
  (message) => {
    to.write(`${JSON.stringify(message)}\n`);
  };

export const notStartedMessage = ({ sentence, reason }: StartError): Message => ({
  type: "not-started",
  error: sentence,
  reason,
});

export const exitMessage = ({ code, signal, remaining }: Ended): Exit => ({
  type: "exit",
  code,
  signal,
  left: [],
  remaining,
  cpuMs: 0,
});

/** The exit code of a launcher that speaks for its program. */
export const statusOf = ({ code, signal }: Ended): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
