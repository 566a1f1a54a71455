/** A launcher as its tests see it: from its host and from its orchestrator. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex, Readable } from "node:stream";
import { afterAll, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "../../../tooling/test/temporary-folder.ts";
import { ensureLauncher, type Launcher } from "../launcher-build.ts";
import { lineReader } from "../line-reader.ts";

/** The grace of programs that end on SIGTERM, however slow the machine, and of those that ignore it. */
export const patientMs = 20_000;
export const briefMs = 50;

/** Both launchers; the compiled one alone is missing where there is no Go to build it with. */
export const bothLaunchers = async (): Promise<readonly Launcher[]> => {
  const folder = mkdtempSync(join(tmpdir(), "launcher-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fallback = await ensureLauncher(folder, () => {}, { MATRIX_LAUNCHER: "fallback" });
  const compiled = await ensureLauncher(folder, () => {}, {});
  return compiled.kind === "compiled" ? [compiled, fallback] : [fallback];
};

export type Message = Readonly<{ type: string } & Record<string, unknown>>;

/** Reads what the launcher tells, and ends the connection when the launcher has ended its half. */
const inbox = (from: Duplex) => {
  const messages: Message[] = [];
  const news = new EventEmitter();
  let ended = false;
  const read = lineReader(
    2 ** 20,
    (line) => {
      messages.push(JSON.parse(line));
      news.emit("news");
    },
    () => from.destroy(),
  );
  from.on("data", read).on("error", () => {});
  from.on("close", () => {
    ended = true;
    news.emit("news");
  });
  return {
    /** All, once the connection has ended. */
    messages: async (): Promise<readonly Message[]> => {
      while (!ended) await once(news, "news");
      return messages;
    },
    /** The first of a type. */
    until: async (type: string): Promise<Message> => {
      for (;;) {
        const found = messages.find((message) => message.type === type);
        if (found) return found;
        if (ended) throw new Error(`no message ${type} in ${JSON.stringify(messages)}`);
        await once(news, "news");
      }
    },
    /** The bytes of a stream that were recorded. */
    recorded: (type: "stdout" | "stderr"): Buffer =>
      Buffer.concat(
        messages
          .filter((message) => message.type === type)
          .map(({ base64 }) => Buffer.from(String(base64), "base64")),
      ),
  };
};

/**
 * A stream that is read by nobody but the test: without a listener, Node throws away what is unread when the
 * process ends.
 */
const held = <Stream extends Readable>(stream: Stream): Stream => stream.on("readable", () => {});

/** The launcher's process; killed at the end of the test, and the program with it. */
const launched = (process: ChildProcess, until: (type: string) => Promise<Message>) => {
  const closed = once(process, "exit").then(([code]) => code as number | null);
  const pid = async () => Number((await until("started"))["pid"]);
  process.stdin?.on("error", () => {});
  onTestFinished(async () => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    process.kill("SIGTERM");
    // One that its program has stopped hears it then.
    process.kill("SIGCONT");
    await closed;
  });
  return { process, status: closed, pid };
};

/** A program under guard and the orchestrator's end of descriptor 3. */
export const guardOf = (
  { argv }: Launcher,
  program: readonly string[],
  graceMs = patientMs,
  options: readonly string[] = [],
) => {
  const [command = "", ...own] = argv;
  const words = [...own, "guard", `--grace-ms=${graceMs}`, ...options, "--", ...program];
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit", "pipe"] });
  const [stdin, stdout, , control] = child.stdio;
  if (!stdin || !stdout || !control) throw new Error("a guard was started without its pipes");
  const mail = inbox(control as Socket);
  const ends = { stdin, stdout: held(stdout), control: control as Socket };
  return { ...mail, ...launched(child, mail.until), ...ends };
};

/** What a host sets; the launcher reports what begins with PLUGIN_. */
const hostEnvironment = {
  PLUGIN_CLIENT_CERT: "a PEM\nof two lines",
  PLUGIN_MIN_PORT: "1=2",
  PLUGINS: "3",
};

/** A plugin under a launcher: the host has its streams, the orchestrator its socket. Without argv, one that is given no order to start, and so a decoy. */
export const hostOf = async (
  { argv }: Launcher,
  program: readonly string[] | null,
  graceMs = patientMs,
  further: readonly string[] = [],
) => {
  const path = join(temporaryFolder(), "registry");
  const registry = createServer().listen(path);
  await once(registry, "listening");
  onTestFinished(() => void registry.close());
  const [command = "", ...own] = argv;
  const options = ["--socket", path, "--token", "t0", `--grace-ms=${graceMs}`, ...further];
  const child = spawn(command, [...own, "plugin", ...options, "--", ...(program ?? ["false"])], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...hostEnvironment },
  });
  const { stdin, stdout, stderr } = child;
  const [socket] = (await once(registry, "connection")) as [Socket];
  onTestFinished(() => void socket.destroy());
  if (program !== null) socket.write("start\n");
  const mail = inbox(socket);
  return {
    ...mail,
    ...launched(child, mail.until),
    ...{ socket, stdin, stdout: held(stdout), stderr: held(stderr) },
    order: (text: string | Buffer) => {
      socket.write(Buffer.concat([Buffer.from(text), Buffer.from("\n")]));
    },
  };
};

/** What a sweep says and its exit code. */
export const sweepOf = async ({ argv }: Launcher, options: readonly string[]) => {
  const [command = "", ...own] = argv;
  const child = spawn(command, [...own, "sweep", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const said = JSON.parse(String(await rest(child.stdout))) as Swept;
  return { ...said, status: (await ended)[0] as number | null };
};

type Swept = Readonly<{
  type: string;
  left: readonly Readonly<{ pid: number; command: string }>[];
  remaining: readonly unknown[];
}>;

/** A mark that no other test has. */
export const newMark = (): string => randomBytes(8).toString("hex");

/** The same as a limit: 2^50 and more microseconds. */
export const newLimit = (): string => String(2 ** 50 + randomInt(2 ** 40));

/** The argv of a hostile program, which lies in fixtures/programs. */
export const hostile = (name: string, ...words: readonly string[]): readonly string[] => [
  "sh",
  join(import.meta.dirname, "../../../../fixtures/programs", `${name}.sh`),
  ...words,
];

export type Guard = ReturnType<typeof guardOf>;
export type Host = Awaited<ReturnType<typeof hostOf>>;

export const sh = (script: string): readonly string[] => ["sh", "-c", script];

/** What a stream has from here to its end. */
export const rest = async (from: Readable): Promise<Buffer> => Buffer.concat(await from.toArray());

/** So many bytes of a stream. */
export const bytes = async (from: Readable, count: number): Promise<Buffer> => {
  for (;;) {
    const read = from.read(count) as Buffer | null;
    if (read !== null) return read;
    await once(from, "readable");
  }
};

/** The next line of a stream: how a script tells that its traps are set. */
export const line = async (from: Readable): Promise<string> => {
  let text = "";
  while (!text.endsWith("\n")) text += String(await bytes(from, 1));
  return text.trimEnd();
};

/** A file in a folder of the test's own. */
export const fileWith = (content: string | Buffer, mode: number, name = "file"): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content, { mode });
  return file;
};

/** Waits until a process is stopped (proc(5): the state follows the name, which is in parentheses). */
export const stopped = (pid: number | undefined): Promise<void> =>
  vi.waitFor(
    () => {
      if (!/\) T [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "latin1")))
        throw new Error(`process ${pid} is not stopped`);
    },
    { timeout: patientMs / 2, interval: 5 },
  );

/** Waits until no process of this id runs; a zombie does not. */
export const gone = (pid: number): Promise<void> =>
  vi.waitFor(
    () => {
      if (runs(pid)) throw new Error(`process ${pid} still runs`);
    },
    { timeout: patientMs / 2, interval: 5 },
  );

export const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    if (process.platform !== "linux") return true;
    // The state follows the name, which is in parentheses (proc(5)).
    return !/\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
};
