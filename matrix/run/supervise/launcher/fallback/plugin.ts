import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Child, start } from "./child.ts";
import { decoy } from "./decoy.ts";
import { interpose } from "./first-line.ts";
import {
  exitMessage,
  type Message,
  notStartedMessage,
  type Report,
  reporter,
  statusOf,
} from "./messages.ts";
import { misuse, type Options } from "./options.ts";
import { type Orders, ordersFrom } from "./orders.ts";
import { copy, countedSource, floodReason, hostStream } from "./relay.ts";
import { systemSentence } from "./start-error.ts";

/** As in plugin.go, bounded.go and orchestrator.go. */
const lastWordsMs = 500;
const lastReportMs = 5000;
const partingMs = 300;
const diallingMs = 5000;

/** Stands in a plugin's place before its host. */
export const plugin = async (options: Options): Promise<number> => {
  const socket = await dial(options.socket);
  const report = reporter(socket);
  report(introduction(options.token));
  const orders = ordersFrom(socket);
  const first = await orders.first;
  if (first === null) return 0;
  if (first.name !== "start") return decoy(first, orders);
  const child = await start(options, "pipe");
  const gone = Promise.withResolvers<void>();
  if (child.kind === "not-started") {
    report(notStartedMessage(child));
    const words = hostStream(process.stderr)(Buffer.from(`${child.sentence}\n`));
    await Promise.race([words, delay(lastWordsMs)]);
    orders.each(() => {}, gone.resolve);
    await finish(socket, gone.promise);
    return 126;
  }
  report({ type: "started", pid: child.pid });
  const announced = obey(orders, child, gone.resolve);
  const status = await relayed(child, report, announced);
  await finish(socket, gone.promise);
  return status;
};

const dial = (path: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect({ path, allowHalfOpen: true });
    const failed = (error: Error) => misuse(`launcher plugin: ${path}: ${systemSentence(error)}`);
    const overdue = setTimeout(() => failed(new Error("no answer")), diallingMs);
    socket.once("error", failed).once("connect", () => {
      clearTimeout(overdue);
      socket.off("error", failed).on("error", () => {});
      resolve(socket);
    });
  });

const introduction = (token: string): Message => ({
  type: "hello",
  token,
  pid: process.pid,
  clientCertificate: process.env["PLUGIN_CLIENT_CERT"] ?? null,
  environment: Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith("PLUGIN_") && value !== undefined ? [[name, value]] : [],
    ),
  ),
});

/**
 * Ends the program on the order or when nobody is left to give one.
 *
 * @returns the first announcement; null when none can come any more.
 */
const obey = (orders: Orders, child: Child, gone: () => void): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const take = (name: string, line: Buffer) => {
      if (name === "announce") resolve(line);
      if (name !== "stop") return;
      resolve(null);
      child.end();
    };
    orders.each(
      ({ name, line }) => take(name, line),
      () => {
        gone();
        resolve(null);
        child.end();
      },
    );
  });

/** Runs the real plugin between the host's streams and its own; settles with the launcher's exit code. */
const relayed = async (
  child: Child,
  report: Report,
  announced: Promise<Buffer | null>,
): Promise<number> => {
  const { stdout, stderr } = child.process;
  if (!stdout || !stderr) throw new Error("a plugin was started without its outputs");
  let reason: string | null = null;
  const flooded = () => {
    reason = floodReason;
    child.end();
  };
  const [out, err] = [countedSource(stdout, flooded), countedSource(stderr, flooded)];
  const copyOut = async () => {
    const { read, to } = await interpose(out.chunks, report, announced, hostStream(process.stdout));
    const rest = async function* () {
      if (read.length > 0) yield read;
      yield* out.chunks;
    };
    await copy("stdout", rest(), to, report);
  };
  const copied = Promise.all([
    copyOut(),
    copy("stderr", err.chunks, hostStream(process.stderr), report),
  ]);
  const ended = await child.ended;
  await Promise.race([copied, delay(lastWordsMs)]);
  report({
    ...exitMessage(ended),
    stdoutBytes: out.total(),
    stderrBytes: err.total(),
    reason,
  });
  return statusOf(ended);
};

/**
 * Ends the launcher's half of the connection and waits for the orchestrator to end its own: an order that meets
 * a closed socket would make the orchestrator lose what it has not read yet.
 */
const finish = async (socket: Socket, gone: Promise<void>): Promise<void> => {
  const sent = new Promise<void>((resolve) => {
    socket.end(() => resolve());
  });
  await Promise.race([sent, delay(lastReportMs)]);
  await Promise.race([gone, delay(partingMs)]);
};
