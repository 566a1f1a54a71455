/**
 * Where launchers report. A host starts the launcher in the plugin's place; the launcher connects to
 * this desk's unix socket and names its token; the desk learns the plugin's first line, decides what
 * the host gets to read in its stead, and hears how the plugin ended. See launcher/main.go for the
 * messages.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Exit } from "../domain/evidence.ts";
import { BoundedText } from "./bounded-text.ts";
import { type PluginMessage, parsePluginMessage } from "./launcher-messages.ts";
import { lineReader } from "./line-reader.ts";
import { graceMs } from "./start.ts";

export type PluginEnd = Readonly<
  | { kind: "exited"; exit: Exit; reason: string | null }
  | { kind: "not-started"; error: string }
  /** Nobody ever started the launcher. */
  | { kind: "never-launched" }
  /** The launcher broke its own protocol: how the plugin ended is not known. */
  | { kind: "lost"; reason: string }
>;

/** The place of one plugin process that a host is about to start. */
export type Seat = Readonly<{
  /** What the host is to start. */
  argv: readonly string[];
  /** PEM of PLUGIN_CLIENT_CERT as the host set it; null if it set none; settles at the latest with the end. */
  clientCertificate: Promise<string | null>;
  /** The plugin's first line; null if it ended, or never was started, without one. */
  line: Promise<string | null>;
  /** Gives the host its first line. */
  announce(line: string): void;
  stderr: BoundedText;
  ended: Promise<PluginEnd>;
  /** Ends the plugin, or, if nobody started it, the waiting for it. */
  stop(): Promise<PluginEnd>;
}>;

export type PluginDesk = Readonly<{
  /** A seat for a real plugin, or, without argv, for a decoy that prints what it is told and stays. */
  seat(argv: readonly string[] | null): Seat;
  close(): void;
}>;

/** A recorded chunk of 256 KiB in base64, and room. */
const messageLimitOctets = 1024 * 1024;

/**
 * A launcher connects before it does anything else, so one whose end its host has seen waits, with all
 * it said, in the listener's backlog: one turn of the event loop accepts it, the next reads it. An order
 * to one that was killed would fail, and Node then drops what is unread.
 */
const turnsToHear = 3;

type OpenSeat = Seat & {
  take(message: PluginMessage): void;
  attach(socket: Socket): void;
  lose(reason: string): void;
  gone(): void;
};

/** @param socketPath - where to listen; short enough for a socket address (108 octets on Linux). */
export const openPluginDesk = async (
  launcher: readonly string[],
  socketPath: string,
): Promise<PluginDesk> => {
  const seats = new Map<string, OpenSeat>();
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    let seat: OpenSeat | undefined;
    const read = lineReader(
      messageLimitOctets,
      (line) => {
        const message = parsePluginMessage(line);
        if (!message) {
          seat?.lose(`its launcher said ${line.slice(0, 200)}`);
          socket.destroy();
          return;
        }
        if (message.type === "hello") {
          seat = seats.get(message.token);
          seats.delete(message.token);
          if (!seat) socket.destroy();
          seat?.attach(socket);
        }
        seat?.take(message);
      },
      () => {
        seat?.lose(`its launcher said more than ${messageLimitOctets} octets without a line feed`);
        socket.destroy();
      },
    );
    socket.on("data", read);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      seat?.gone();
    });
  });
  listener.listen(socketPath);
  await once(listener, "listening");
  return {
    seat: (argv) => {
      const token = randomBytes(16).toString("hex");
      const own = [
        ...launcher,
        "plugin",
        "--socket",
        socketPath,
        "--token",
        token,
        `--grace-ms=${graceMs}`,
      ];
      const seat = makeSeat(argv === null ? own : [...own, "--", ...argv], () =>
        seats.delete(token),
      );
      seats.set(token, seat);
      return seat;
    },
    close: () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

const makeSeat = (argv: readonly string[], leave: () => void): OpenSeat => {
  const certificate = Promise.withResolvers<string | null>();
  const line = Promise.withResolvers<string | null>();
  const ended = Promise.withResolvers<PluginEnd>();
  const stderr = new BoundedText();
  let socket: Socket | null = null;
  let group: number | null = null;
  const end = (how: PluginEnd) => {
    certificate.resolve(null);
    line.resolve(null);
    ended.resolve(how);
  };
  const send = (order: string) => socket?.write(`${order}\n`);
  let stopping: Promise<PluginEnd> | null = null;
  const stop = async (): Promise<PluginEnd> => {
    for (let turn = 0; turn < turnsToHear; turn++) await setImmediate();
    leave();
    if (socket === null) end({ kind: "never-launched" });
    else send("stop");
    return ended.promise;
  };
  return {
    argv,
    stderr,
    clientCertificate: certificate.promise,
    line: line.promise,
    ended: ended.promise,
    announce: (text) => send(`announce ${text}`),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    attach: (launcherSocket) => {
      socket = launcherSocket;
    },
    lose: (reason) => end({ kind: "lost", reason }),
    gone: () => {
      // A launcher that was killed takes its plugin along on Linux; elsewhere, and for what the
      // plugin started itself, its process group is what is left to take hold of.
      if (group !== null) killGroup(group);
      end({
        kind: "exited",
        exit: { code: null, signal: "SIGKILL", left: [] },
        reason: null,
      });
    },
    take: (message) => {
      switch (message.type) {
        case "hello":
          certificate.resolve(message.clientCertificate);
          return;
        case "started":
          group = message.pid;
          return;
        case "not-started":
          return end({ kind: "not-started", error: message.error });
        case "line":
          line.resolve(
            message.text ?? Buffer.from(message.base64 ?? "", "base64").toString("latin1"),
          );
          return;
        case "stdout":
          return;
        case "stderr":
          return stderr.append(Buffer.from(message.base64, "base64"));
        case "exit":
          group = null;
          return end({
            kind: "exited",
            exit: { code: message.code, signal: message.signal, left: message.left },
            reason: message.reason,
          });
      }
    },
  };
};

const killGroup = (group: number): void => {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has gone already: ESRCH.
  }
};
