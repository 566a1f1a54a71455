// The launcher for machines without Go: the same command line and messages as main.go, a tenth of a
// second slower. It has no subreaper, so what leaves the program's process group is not found;
// `setpriv --pdeathsig` (util-linux) stands in for the parent-death signal where it exists.
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, rmSync, statSync } from "node:fs";
import { connect, Socket } from "node:net";
import { delimiter, join } from "node:path";

type Options = Readonly<{
  graceMs: number;
  socket: string;
  token: string;
  argv: readonly string[];
}>;

/** As in relay.go. */
const recordedLimitOctets = 256 * 1024;
const floodLimitOctets = 64 * 1024 * 1024;

/** As in plugin.go. */
const longestLineOctets = 64 * 1024;

const misuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
};

const parse = (words: readonly string[]): Options => {
  const options = { graceMs: 500, socket: "", token: "", argv: [] as readonly string[] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return { ...options, argv: words.slice(at + 1) };
    const [name, joined] = word.split(/=(.*)/s);
    const value = joined ?? words[++at] ?? misuse(`launcher: ${name} has no value`);
    if (name === "--grace-ms") options.graceMs = Number(value);
    else if (name === "--socket") options.socket = value;
    else if (name === "--token") options.token = value;
    else misuse(`launcher: unknown option ${name}`);
  }
  return options;
};

const onPath = (command: string): string | undefined => {
  const folders = command.includes("/") ? [""] : (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .map((folder) => join(folder, command))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
};

type Started = Readonly<{ child: ChildProcess; end(): void }>;

/** @returns a sentence where the program cannot be run. */
const start = (options: Options, stdio: ("inherit" | "pipe")[]): Started | string => {
  const [command = "", ...argv] = options.argv;
  const file = onPath(command);
  if (!file) return `${command}: no such file, or not executable`;
  const setpriv = process.platform === "linux" ? onPath("setpriv") : undefined;
  const child = setpriv
    ? spawn(setpriv, ["--pdeathsig", "KILL", file, ...argv], { stdio, detached: true })
    : spawn(file, argv, { stdio, detached: true });
  const end = () => {
    signalGroup(child, "SIGTERM");
    setTimeout(() => signalGroup(child, "SIGKILL"), options.graceMs).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
  return { child, end };
};

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group has gone already.
  }
};

/** Signals by number, for the exit code of a program that a signal ended. */
const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

const exitMessage = (code: number | null, signal: string | null, reason: string | null) => ({
  type: "exit",
  code,
  signal,
  left: [],
  cpuMs: 0,
  reason,
});

const codeOf = (code: number | null, signal: string | null): number =>
  code ?? 128 + (signalNumbers[signal ?? ""] ?? 0);

const guard = (options: Options): void => {
  // Descriptor 3 is a socket pair's end or a pipe; as a socket it can be read and written.
  const control = connectDescriptor(3);
  const say = (message: object, then: () => void = () => {}) =>
    control.write(`${JSON.stringify(message)}\n`, then);
  const started = start(options, ["inherit", "inherit", "inherit"]);
  if (typeof started === "string") {
    say({ type: "not-started", error: started }, () => process.exit(126));
    return;
  }
  say({ type: "started", pid: started.child.pid });
  control.on("end", started.end).on("error", started.end).resume();
  started.child.on("exit", (code, signal) => {
    signalGroup(started.child, "SIGKILL");
    say(exitMessage(code, signal, null), () => process.exit(codeOf(code, signal)));
  });
};

const connectDescriptor = (fd: number): Socket => {
  return new Socket({ fd, readable: true, writable: true });
};

const lines = (from: Socket, visit: (line: string) => void): void => {
  let pending = "";
  from.on("data", (chunk: Buffer) => {
    const parts = (pending + chunk.toString()).split("\n");
    pending = parts.pop() ?? "";
    for (const part of parts) visit(part);
  });
};

/** "stop", or "announce" and, after a space, what the host is to read. */
const readOrder = (text: string) => {
  const [, name = "", line = ""] = /^(\S*) ?(.*)$/s.exec(text) ?? [];
  return { name, line };
};

const plugin = (options: Options): void => {
  const socket = connect(options.socket);
  const say = (message: object, then: () => void = () => {}) =>
    socket.write(`${JSON.stringify(message)}\n`, then);
  socket.on("error", (error) => misuse(`launcher plugin: ${error.message}`));
  say({
    type: "hello",
    token: options.token,
    pid: process.pid,
    clientCertificate: process.env["PLUGIN_CLIENT_CERT"] ?? null,
  });
  if (options.argv.length === 0) {
    decoy(socket);
    return;
  }

  const started = start(options, ["inherit", "pipe", "pipe"]);
  if (typeof started === "string") {
    process.stderr.write(`${started}\n`);
    say({ type: "not-started", error: started }, () => process.exit(126));
    return;
  }
  const { child, end } = started;
  say({ type: "started", pid: child.pid });
  let reason: string | null = null;
  const flooded = () => {
    reason = `printed more than ${floodLimitOctets / 2 ** 20} MiB`;
    end();
  };
  let announce: (line: string) => void = () => {};
  const announced = new Promise<string>((resolve) => {
    announce = resolve;
  });
  lines(socket, (text) => {
    const order = readOrder(text);
    if (order.name === "announce") announce(order.line);
    else if (order.name === "stop") end();
  });
  socket.on("end", end);
  const relay = (name: "stdout" | "stderr", to: NodeJS.WriteStream) => {
    let total = 0;
    return (chunk: Buffer) => {
      if (total < recordedLimitOctets) say({ type: name, base64: chunk.toString("base64") });
      const before = total;
      total += chunk.length;
      if (before <= floodLimitOctets && total > floodLimitOctets) flooded();
      const from = child[name];
      if (to.write(chunk) || !from) return;
      from.pause();
      to.once("drain", () => from.resume());
    };
  };
  child.stderr?.on("data", relay("stderr", process.stderr));
  interpose(child, say, announced, relay("stdout", process.stdout));
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  child.on("exit", (code, signal) => {
    signalGroup(child, "SIGKILL");
    // A moment for what is still in the pipes; somebody else may hold them for ever.
    const leave = () =>
      say(exitMessage(code, signal, reason), () => process.exit(codeOf(code, signal)));
    child.once("close", leave);
    setTimeout(leave, 250).unref();
  });
};

/** The plugin's first line goes to the orchestrator; the host gets the announced one, then the rest. */
const interpose = (
  child: ChildProcess,
  say: (message: object) => void,
  announced: Promise<string>,
  relay: (chunk: Buffer) => void,
): void => {
  let first: Buffer = Buffer.alloc(0);
  const gather = (chunk: Buffer) => {
    first = Buffer.concat([first, chunk]);
    const end = first.indexOf(10);
    if (end === -1 && first.length < longestLineOctets) return;
    child.stdout?.off("data", gather).pause();
    const line = end === -1 ? first : first.subarray(0, end);
    const text = line.toString("utf8");
    const exact = Buffer.from(text).equals(line);
    say({ type: "line", ...(exact ? { text } : { base64: line.toString("base64") }) });
    const rest = end === -1 ? first : first.subarray(end + 1);
    const goOn = () => {
      if (rest.length > 0) relay(rest);
      child.stdout?.on("data", relay).resume();
    };
    if (end === -1) goOn();
    else {
      void announced.then((replacement) => {
        process.stdout.write(`${replacement}\n`);
        goOn();
      });
    }
  };
  child.stdout?.on("data", gather).on("end", () => {
    if (first.length > 0 && first.indexOf(10) === -1) {
      say({ type: "line", text: first.toString("utf8") });
      process.stdout.write(first);
    }
  });
};

const decoy = (socket: Socket): void => {
  lines(socket, (text) => {
    const order = readOrder(text);
    if (order.name === "announce") process.stdout.write(`${order.line}\n`);
    else if (order.name === "stop") process.exit(0);
  });
  socket.on("end", () => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
};

/** As in janitor.go. */
const cleaningTimeMs = 3000;

const janitor = (folder: string): void => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
  process.stdin.resume().on("end", () => {
    const last = performance.now() + cleaningTimeMs;
    const clean = () => {
      rmSync(folder, { recursive: true, force: true });
      if (performance.now() < last) setTimeout(clean, 100);
      else process.exit(0);
    };
    if (statSync(folder, { throwIfNoEntry: false })) clean();
    else process.exit(0);
  });
};

const [mode, ...words] = process.argv.slice(2);
if (mode === "guard") {
  const options = parse(words);
  if (options.argv.length === 0) misuse("launcher guard: expected -- and the program to run");
  guard(options);
} else if (mode === "plugin") {
  const options = parse(words);
  if (!options.socket || !options.token) misuse("launcher plugin: expected --socket and --token");
  plugin(options);
} else if (mode === "janitor" && words[0] !== undefined) janitor(words[0]);
else misuse("launcher: expected guard, plugin or janitor; see the head of main.go");
