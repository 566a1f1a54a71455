/**
 * A real program between a client and a server. Each instance belongs to one cell: proxies keep connections
 * to the server and put several clients' calls on them, and what one cell shows must not be another's.
 */
import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Mode } from "../../domain/cell.ts";
import { OutsideText } from "../../domain/outside-text.ts";
import type { Route } from "../../domain/route.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import type { Endpoint } from "../observe/tap.ts";
import { rendered } from "../supervise/rendered.ts";
import { type Supervised, start } from "../supervise/start.ts";
import { startOnPort } from "../supervise/start-on-port.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { routeEnvironment } from "./route-environment.ts";
import type { RouteWords } from "./route-words.ts";

/** Slowest seen: 0.3 s (envoy, two processors busy). */
const startLimitMs = 10_000;

/** The longest line of standard output; none of the programs means any of it. */
const lineLimitBytes = 1024 * 1024;

/** As much as a process may print. */
const longestLogBytes = 64 * 2 ** 20;

export type Intermediary = Readonly<{
  endpoint: Endpoint;
  process: Supervised;
  /** The path of the file in which it writes secrets, if it writes any. */
  keyLog: string;
  /** What it printed and logged so far. */
  log(): Promise<OutsideText>;
}>;

export type IntermediaryOptions = Readonly<{
  launcher: readonly string[];
  /** For this instance alone. */
  folder: string;
  upstream: Endpoint;
  /** What the client speaks. */
  mode: Mode;
  /** PEM files that the client is to see. */
  credential: Readonly<{ certificate: string; key: string }>;
  ca: string;
  serverName: string;
  /** Told each process before it accepts anything. */
  begun(process: Supervised): void;
}>;

/**
 * Starts a route's program and waits until it accepts connections.
 *
 * @throws HarnessFault if it ends before, or does not in time; with its last words.
 */
export const startIntermediary = async (
  route: Route,
  options: IntermediaryOptions,
): Promise<Intermediary> => {
  const running = await startOnPort(async (port) => {
    const words = await wordsOf(route, options, port);
    if (route.configuration !== null) {
      await writeFile(words.configuration, rendered(route.configuration, words), { mode: 0o600 });
    }
    const process = start({
      launcher: options.launcher,
      argv: route.argv.map((word) => rendered(word, words)),
      environment: { ...routeEnvironment(globalThis.process.env), TMPDIR: options.folder },
      workingFolder: options.folder,
      onLine: () => {},
      lineLimitBytes,
    });
    options.begun(process);
    return { process, words, ready: route.ready };
  }, startLimitMs);
  if (running.kind === "broken") throw new HarnessFault(`route ${route.name}: ${running.reason}`);
  const { process, words, endpoint } = running;
  const log = async () => {
    const printed = process.stderr.since(0);
    if (route.log === null) return printed;
    const file = rendered(route.log, words);
    const logged = await readAtMost(file, longestLogBytes, "a log", 0).catch(() => "");
    return new OutsideText(printed.raw + logged);
  };
  return { endpoint, process, keyLog: words.keyLog, log };
};

const wordsOf = async (
  { configurationFile }: Route,
  options: IntermediaryOptions,
  port: number,
): Promise<RouteWords> => {
  const { folder, upstream, mode, credential, ca, serverName } = options;
  const { certificate, key } = credential;
  const both = join(folder, "both.pem");
  const pems = await Promise.all([readFile(certificate), readFile(key)]);
  await writeFile(both, Buffer.concat(pems), { mode: 0o600 });
  return {
    listen: `127.0.0.1:${port}`,
    listenPort: `${port}`,
    upstream: upstream.address,
    upstreamPort: upstream.address.slice(upstream.address.lastIndexOf(":") + 1),
    ssl: mode === "none" ? "" : "ssl",
    certificate,
    key,
    both,
    ca,
    serverName,
    folder,
    configuration: join(folder, configurationFile),
    keyLog: join(folder, "keys.txt"),
    user: userInfo().username,
  };
};
