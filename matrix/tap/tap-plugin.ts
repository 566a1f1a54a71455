import { isRefusedLine } from "../diagnose/handshake-line.ts";
import { Eventual } from "../limits/eventual.ts";
import { lifelong } from "../limits/lifelong.ts";
import { parseHandshakeLine, redirected } from "../run/observe/handshake-line.ts";
import type { Tap } from "../run/observe/tap.ts";
import { BoundedText } from "../run/supervise/bounded-text.ts";
import { interpose } from "../run/supervise/launcher/fallback/first-line.ts";
import type { Message } from "../run/supervise/launcher/fallback/messages.ts";
import { countedSource, hostStream, type Sink } from "../run/supervise/launcher/fallback/relay.ts";
import { connectionNews } from "./connection-news.ts";
import { hostTakes } from "./host-takes.ts";
import { openRelay } from "./open-relay.ts";
import { openKeyLog } from "./plugin-key-log.ts";
import type { PluginBegun, PluginNews } from "./plugin-news.ts";
import { type PluginEnd, type PluginProcess, startPlugin } from "./plugin-process.ts";
import { type PluginReporter, startReporter } from "./plugin-reporter.ts";
import { openSessionFolder } from "./session-folder.ts";
import type { Privacy } from "./session-privacy.ts";
import { watchHost } from "./watch-host.ts";

export type TapPluginOptions = Readonly<{
  argv: readonly string[];
  /** null: a new folder under `taps`. */
  out: string | null;
  taps: string;
  /** A file, "tty", or null: the terminal if there is one. */
  live: string | null;
  /** What becomes of the plugin when its host has gone; hosts that come back to their plugins want it kept. */
  orphan: "end" | "keep";
  privacy: Privacy;
}>;

/** How long the output of an ended plugin is waited for: somebody else may hold it open. */
const lastWordsMs = 500;

/** How long the last bytes of connections are waited for when the plugin has ended. */
const settleMs = 100;

type StartedPlugin = Extract<PluginProcess, { kind: "started" }>;

/** What was seen of a plugin so far. */
type PluginSession = {
  readonly stderr: BoundedText;
  line: string | null;
  tap: Tap | null;
  end: PluginEnd | null;
};

/**
 * Stands in a plugin's place before its host, and records what passes between them. Nothing of the tap's own
 * goes to the host but the relay's address in the first line.
 *
 * @returns how the plugin ended, after everything has been written.
 */
export const tapPlugin = async (options: TapPluginOptions): Promise<PluginEnd> => {
  const begunAt = performance.timeOrigin + performance.now();
  const folder = openSessionFolder(options.out, options.taps, new Date(begunAt));
  const { payload } = options.privacy;
  const keyLog = openKeyLog(process.env["SSLKEYLOGFILE"], folder, payload);
  const session: PluginSession = { stderr: new BoundedText(), line: null, tap: null, end: null };
  const environment = { ...process.env, SSLKEYLOGFILE: keyLog.path };
  const plugin = await startPlugin(options.argv, environment, folder);
  const begun: PluginBegun = {
    folder,
    begunAt,
    keyLog: keyLog.path,
    privacy: options.privacy,
    clientCertificate: process.env["PLUGIN_CLIENT_CERT"] ?? null,
    protocolVersions: process.env["PLUGIN_PROTOCOL_VERSIONS"] ?? null,
  };
  const reporter = startReporter(begun, options.live, newsOf(session));
  if (plugin.kind === "not-started") {
    process.stderr.write(`${plugin.sentence}\n`);
    session.end = plugin;
  } else {
    const relayed = relay(plugin, session, reporter);
    const unwatch = options.orphan === "end" ? watchHost(plugin.end) : () => {};
    // The host's life is the limit: it wants a plugin in this place for as long as it runs, and it is watched, or ends
    // this process by a signal.
    const end = await lifelong(plugin.ended);
    unwatch();
    await Eventual.of(relayed).orAfter(lastWordsMs, null);
    await session.tap?.settled(settleMs);
    session.end = end;
  }
  const written = reporter.finish();
  session.tap?.close();
  await written;
  keyLog.finish();
  return session.end;
};

/** What came since the last call; null for nothing. */
const newsOf = (session: PluginSession) => {
  const changed = connectionNews();
  let told = { line: session.line, stderr: 0, end: session.end };
  return (): PluginNews | null => {
    const { line, end } = session;
    const connections = changed(session.tap?.connections ?? []);
    const stderr = session.stderr.since(told.stderr).raw;
    if (connections.length === 0 && line === told.line && end === told.end && stderr === "") {
      return null;
    }
    told = { line, stderr: session.stderr.total, end };
    return { line, stderr, connections, end };
  };
};

/** Hands the host what the plugin prints; settles when there is no more. */
const relay = async (
  plugin: StartedPlugin,
  session: PluginSession,
  reporter: PluginReporter,
): Promise<void> => {
  const { stdout, stderr } = plugin;
  // A plugin whose host has closed its end is to meet the same end.
  process.stdout.on("error", () => stdout.destroy());
  process.stderr.on("error", () => stderr.destroy());
  const unlimited = () => {};
  const out = countedSource(stdout, unlimited).chunks;
  const announced = Promise.withResolvers<Buffer>();
  const hear = (message: Message) => {
    if (message.type !== "line") return;
    const line =
      "text" in message ? Buffer.from(message.text) : Buffer.from(message.base64, "base64");
    session.line = line.toString("latin1");
    reporter.tell();
    announced.resolve(announcement(line, plugin, session, reporter));
  };
  const copyOut = async () => {
    const { read, to } = await interpose(out, hear, announced.promise, hostStream(process.stdout));
    await to(read);
    await copy(out, to);
  };
  const copyErr = copy(countedSource(stderr, unlimited).chunks, (bytes) => {
    session.stderr.append(bytes);
    return hostStream(process.stderr)(bytes);
  });
  await Promise.all([copyOut(), copyErr]);
};

const copy = async (from: AsyncIterable<Buffer>, to: Sink): Promise<void> => {
  for await (const chunk of from) await to(chunk);
};

/**
 * The line that the host is to read: the plugin's own where there is nothing to relay. One that makes the host kill
 * its plugin comes when the recording has been written.
 */
const announcement = async (
  line: Buffer,
  plugin: StartedPlugin,
  session: PluginSession,
  reporter: PluginReporter,
): Promise<Buffer> => {
  const text = line.toString("latin1");
  const host = hostTakes(process.env["PLUGIN_PROTOCOL_VERSIONS"] ?? null);
  if (isRefusedLine(text, host)) await reporter.write();
  const parsed = parseHandshakeLine(text);
  if (!parsed) return line;
  try {
    session.tap = await openRelay(parsed.endpoint, reporter.tell);
  } catch {
    return line;
  }
  const { endpoint } = session.tap;
  if (endpoint.network === "unix") plugin.leaves(endpoint.address);
  return Buffer.from(redirected(text, endpoint), "latin1");
};
