/**
 * A real program between a client and a server. Each instance belongs to one cell: proxies keep connections
 * to the server and put several clients' calls on them, and what one cell shows must not be another's.
 */
import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Mode } from "../../domain/cell.ts";
import { OutsideText } from "../../domain/outside-text.ts";
import type { Route } from "../../domain/route.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import type { Endpoint } from "../observe/tap.ts";
import { type Supervised, start } from "../supervise/start.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { isListening } from "./is-listening.ts";
import { nextPort } from "./next-port.ts";
import { type RouteWords, rendered } from "./rendered.ts";
import { routeEnvironment } from "./route-environment.ts";

/** Slowest seen: 0.3 s (envoy, two processors busy). */
const startLimitMs = 10_000;

/** Programs are told a port before they take it: somebody else may have it by then. */
const mostTries = 3;

/** Between two looks whether a program accepts connections yet. The fastest takes 9 ms to start. */
const lookAgainMs = 3;

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
  for (let tries = 1; ; tries++) {
    const words = await wordsOf(route, options, await nextPort());
    if (route.configuration !== null) {
      await writeFile(words.configuration, rendered(route.configuration, words), { mode: 0o600 });
    }
    const process = start({
      launcher: options.launcher,
      argv: route.argv.map((word) => rendered(word, words)),
      environment: { ...routeEnvironment(globalThis.process.env), TMPDIR: options.folder },
      onLine: () => {},
      lineLimitBytes,
    });
    options.begun(process);
    const endpoint: Endpoint = { network: "tcp", address: words.listen };
    const fault = await accepting(endpoint, process);
    if (fault === null) {
      const log = async () => {
        const printed = process.stderr.since(0);
        if (route.log === null) return printed;
        const logged = await readAtMost(
          rendered(route.log, words),
          longestLogBytes,
          "a log",
          0,
        ).catch(() => "");
        return new OutsideText(printed.raw + logged);
      };
      return { endpoint, process, keyLog: words.keyLog, log };
    }
    await process.stop();
    if (tries === mostTries || !/in use/i.test(fault)) {
      throw new HarnessFault(`route ${route.name}: ${fault}`);
    }
  }
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

/** @returns null once it accepts; else why it does not. */
const accepting = async (endpoint: Endpoint, process: Supervised): Promise<string | null> => {
  const begun = performance.now();
  let ended: string | null = null;
  process.ended.notify((end) => {
    ended =
      end.kind === "not-started"
        ? end.error
        : `it ended before it accepted a connection: ${process.stderr.since(0).clean(500, "end").trim()}`;
  });
  while (performance.now() - begun < startLimitMs) {
    if (await isListening(endpoint)) return ended;
    if (ended !== null) return ended;
    await setTimeout(lookAgainMs);
  }
  return `it accepted no connection within ${startLimitMs} ms`;
};
