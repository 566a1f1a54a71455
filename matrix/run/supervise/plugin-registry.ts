/**
 * Where launchers report. A host starts the launcher in the plugin's place; the launcher connects to
 * this registry's unix socket and names its token; the registry learns the plugin's first line, decides what
 * the host gets to read in its stead, and hears how the plugin ended. See launcher/main.go for the
 * messages.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Exit } from "../../domain/evidence.ts";
import { cleanLine, OutsideText } from "../../domain/outside-text.ts";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import { BoundedText } from "./bounded-text.ts";
import type { MarkedProgram } from "./connection-owner.ts";
import { tellEnded } from "./ended-process.ts";
import { type PluginMessage, parsePluginMessage } from "./launcher-messages.ts";
import { lineReader } from "./line-reader.ts";
import { type Mark, markOptions, nextMark } from "./marks.ts";
import { graceMs, launcherLimitMs } from "./start.ts";
import { sweep } from "./sweep.ts";

export type PluginEnd = Readonly<
  | { kind: "exited"; exit: Exit; reason: string | null }
  | { kind: "not-started"; error: string }
  /** Nobody ever started the launcher. */
  | { kind: "never-launched" }
  /** The launcher broke its own protocol: how the plugin ended is not known. */
  | { kind: "lost"; reason: string }
>;

/** The place of one plugin process that a host is about to start. */
export type PluginSlot = Readonly<{
  /** What the host is to start. */
  argv: readonly string[];
  /** PEM of PLUGIN_CLIENT_CERT as the host set it; null if it set none; comes at the latest with the end. */
  clientCertificate: Eventual<OutsideText | null>;
  /** The variables that begin with PLUGIN_, as the host set them; null if it started nothing. Comes as the certificate does. */
  environment: Eventual<Readonly<Record<string, string>> | null>;
  /** The plugin's first line; null if it ended, or never was started, without one. */
  line: Eventual<OutsideText | null>;
  /** Gives the host its first line. */
  announce(line: string): void;
  stderr: BoundedText;
  /** The plugin itself, which the launcher started. */
  program(): MarkedProgram;
  ended: Eventual<PluginEnd>;
  /**
   * Ends the plugin, whatever it has done to its launcher, or, if nobody started it, the waiting for it. Settles within
   * five seconds, and mostly in one.
   */
  stop(): Promise<PluginEnd>;
}>;

export type PluginRegistry = Readonly<{
  /**
   * A slot for a plugin, or for a decoy that prints what it is told and stays. Its host cannot tell by what it is to
   * start.
   */
  slot(argv: readonly string[], taker: "plugin" | "decoy"): PluginSlot;
  close(): void;
}>;

/** A recorded chunk of 256 KiB in base64, and room. */
const messageLimitBytes = 1024 * 1024;

/**
 * A launcher connects before it does anything else, so one whose end its host has seen waits, with all
 * it said, in the listener's backlog: one turn of the event loop accepts it, the next reads it. An order
 * to one that was killed would fail, and Node then drops what is unread.
 */
const turnsToHear = 3;

type OpenSlot = PluginSlot & {
  take(message: PluginMessage): void;
  attach(socket: Socket): void;
  lose(reason: string): void;
  gone(): void;
};

/** @param socketPath - where to listen; short enough for a socket address (108 bytes on Linux). */
export const openPluginRegistry = async (
  launcher: readonly string[],
  socketPath: string,
): Promise<PluginRegistry> => {
  const slots = new Map<string, OpenSlot>();
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    let slot: OpenSlot | undefined;
    const read = lineReader(
      messageLimitBytes,
      (line) => {
        const message = parsePluginMessage(line);
        if (!message) {
          slot?.lose(`its launcher said ${cleanLine(line, 200)}`);
          socket.destroy();
          return;
        }
        if (message.type === "hello") {
          slot = slots.get(message.token);
          slots.delete(message.token);
          if (!slot) socket.destroy();
          slot?.attach(socket);
        }
        slot?.take(message);
      },
      () => {
        slot?.lose(`its launcher said more than ${messageLimitBytes} bytes without a line feed`);
        socket.destroy();
      },
    );
    socket.on("data", read);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      slot?.gone();
    });
  });
  await listening(listener, { path: socketPath });
  return {
    slot: (argv, taker) => {
      const token = randomBytes(16).toString("hex");
      const mark = nextMark();
      const own = [
        ...launcher,
        "plugin",
        "--socket",
        socketPath,
        "--token",
        token,
        ...markOptions(mark),
        `--grace-ms=${graceMs}`,
      ];
      const slot = makeSlot({
        program: argv,
        argv: [...own, "--", ...argv],
        taker,
        mark,
        leave: () => slots.delete(token),
        isLauncher: (pid) => isCalledWith(pid, token),
        sweep: (own, pids, groups) => sweep(launcher, { mark, own, pids, groups }),
      });
      slots.set(token, slot);
      return slot;
    },
    close: () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

type SlotOptions = Readonly<{
  /** What the launcher starts. */
  program: readonly string[];
  argv: readonly string[];
  taker: "plugin" | "decoy";
  mark: Mark;
  /** Nobody may take the slot any more. */
  leave(): void;
  /** Whether a process is the slot's launcher: a number that somebody says may be anybody's. */
  isLauncher(pid: number): boolean;
  sweep(
    own: readonly number[],
    pids: readonly number[],
    groups: readonly number[],
  ): ReturnType<typeof sweep>;
}>;

const makeSlot = ({
  program,
  argv,
  taker,
  mark,
  leave,
  isLauncher,
  sweep,
}: SlotOptions): OpenSlot => {
  const certificate = Eventual.open<OutsideText | null>();
  const environment = Eventual.open<Readonly<Record<string, string>> | null>();
  const line = Eventual.open<OutsideText | null>();
  const ended = Eventual.open<PluginEnd>();
  const stderr = new BoundedText();
  let socket: Socket | null = null;
  let launcher: number | null = null;
  let own: readonly number[] = [];
  let group: number | null = null;
  const end = (how: PluginEnd) => {
    certificate.settle(null);
    environment.settle(null);
    line.settle(null);
    ended.settle(how);
  };
  const send = (order: string) => socket?.write(`${order}\n`);
  /** What is left of a plugin whose launcher was killed, stopped or broke its protocol. */
  const sweepLeft = async (reason: string | null) => {
    const pids = launcher !== null && isLauncher(launcher) ? [launcher] : [];
    const left = await sweep(own, pids, group === null || hasProc ? [] : [group]);
    end({ kind: "exited", exit: { code: null, signal: "SIGKILL", left }, reason });
  };
  let stopping: Promise<PluginEnd> | null = null;
  let isOver = false;
  ended.eventual.notify(() => {
    isOver = true;
  });
  const heard = async () => {
    for (let turn = 0; turn < turnsToHear; turn++) await setImmediate();
  };
  const announce = async (text: string) => {
    await heard();
    if (!isOver) send(`announce ${text}`);
  };
  const stop = async (): Promise<PluginEnd> => {
    await heard();
    leave();
    if (socket === null) end({ kind: "never-launched" });
    else {
      // Of a launcher that its plugin has stopped: the order waits for it.
      if (launcher !== null && isLauncher(launcher)) process.kill(launcher, "SIGCONT");
      send("stop");
    }
    const inTime = await ended.eventual.orAfter(graceMs + launcherLimitMs, null);
    if (inTime) return inTime;
    await sweepLeft("its launcher did not end it in time");
    return ended.eventual.within(0, "the end of a plugin");
  };
  return {
    argv,
    stderr,
    program: () => ({ mark, pid: group }),
    clientCertificate: certificate.eventual,
    environment: environment.eventual,
    line: line.eventual,
    ended: ended.eventual,
    announce: (text) => void announce(text),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    attach: (launcherSocket) => {
      socket = launcherSocket;
    },
    lose: (reason) => end({ kind: "lost", reason }),
    gone: () => {
      // A launcher that was killed takes its plugin along on Linux; what the plugin started lives on.
      launcher = null;
      if (group === null) end({ kind: "exited", exit: killed, reason: null });
      else void sweepLeft(null);
    },
    take: (message) => {
      switch (message.type) {
        case "hello":
          launcher = message.pid;
          own = [message.pid];
          if (taker === "plugin") send("start");
          environment.settle(message.environment);
          certificate.settle(
            message.clientCertificate === null ? null : new OutsideText(message.clientCertificate),
          );
          return;
        case "started":
          group = message.pid;
          own = [...own, message.pid];
          return;
        case "not-started":
          return end({ kind: "not-started", error: message.error });
        case "line":
          line.settle(
            new OutsideText(
              message.text ?? Buffer.from(message.base64 ?? "", "base64").toString("latin1"),
            ),
          );
          return;
        case "stdout":
          return;
        case "stderr":
          return stderr.append(Buffer.from(message.base64, "base64"));
        case "exit":
          group = null;
          tellEnded({ as: taker, argv: program, cpuMs: message.cpuMs });
          return end({
            kind: "exited",
            exit: { code: message.code, signal: message.signal, left: message.left },
            reason: message.reason,
          });
      }
    },
  };
};

const killed: Exit = { code: null, signal: "SIGKILL", left: [] };

/** There everything that a plugin started is found by its mark. */
const hasProc = process.platform === "linux";

/** Whether a process runs whose command line has this word; false where that cannot be told. */
const isCalledWith = (pid: number, word: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0").includes(word);
  } catch {
    return false;
  }
};
