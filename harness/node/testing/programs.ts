/** The bundled server and client, run as real processes. */
import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import type { ProveAnswer } from "../client/prove.ts";

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RpcAnswer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Bundles into the folder. */
export async function bundle(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "../build.ts"), folder]);
}

/** @param folder - where `bundle` wrote. */
export function startProgram(
  folder: string,
  program: "server" | "client",
  environment: Readonly<Record<string, string>> = {},
): Process {
  return spawn(process.execPath, [join(folder, `${program}.cjs`)], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

export async function firstLineOf(child: Process): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return String(line);
}

/** Waits for the end of a process that is to end by itself. */
export async function ended(child: Process): Promise<Ended> {
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, "exit"),
  ]);
  return { code: child.exitCode, stdout, stderr };
}

/** A client under test; `close` ends its input and waits for its end. */
export class Worker {
  readonly #process: Process;
  readonly #lines: Interface;
  readonly #waiting = new Map<unknown, (answer: RpcAnswer) => void>();
  #lastId = 0;

  constructor(folder: string, environment: Readonly<Record<string, string>> = {}) {
    this.#process = startProgram(folder, "client", environment);
    this.#process.stderr.resume();
    this.#lines = createInterface({ input: this.#process.stdout });
    this.#lines.on("line", (line) => {
      const answer: RpcAnswer = JSON.parse(line);
      this.#waiting.get(answer.id)?.(answer);
    });
  }

  call(method: string, params: unknown): Promise<RpcAnswer> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#process.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** @throws Error unless the answer is an observation. */
  async observe(params: unknown): Promise<Extract<ProveAnswer, { kind: "observed" }>> {
    const { result, error } = await this.call("prove", params);
    const answer = result as ProveAnswer | undefined;
    if (answer?.kind !== "observed") throw new Error(JSON.stringify(error ?? answer));
    return answer;
  }

  async close(): Promise<number | null> {
    const exit = once(this.#process, "exit");
    this.#process.stdin.end();
    await exit;
    return this.#process.exitCode;
  }
}
