import { z } from "zod";
import { redacted } from "../domain/redact.ts";
import type { Endpoint } from "../observe/tap.ts";
import { type Ended, type StartOptions, type Supervised, start } from "./start.ts";

/** One entry of KV_SERVER_CONFIG's `listeners`, see harness/CONTRACT.md. */
export type ListenerConfig = Readonly<{
  id: string;
  mode: string;
  network: "tcp" | "unix";
  address: string;
  certificate?: string;
  key?: string;
  clientCa?: string;
  tlsVersion?: string;
  group?: string;
  keyType?: string;
}>;

export type StandaloneServer = Readonly<
  | { kind: "serving"; process: Supervised; endpoints: ReadonlyMap<string, Endpoint> }
  | { kind: "unsupported"; reason: string }
  | {
      kind: "broken";
      phase: "spawn" | "handshake-line";
      reason: string;
      /** What it printed instead of an announcement; null if it was no line. */
      line: string | null;
      process: Supervised;
      end: Ended;
    }
>;

/** CONTRACT.md, "Unsupported". */
export const unsupportedExitCode = 127;

const announcementSchema = z.object({
  listeners: z.array(
    z.object({ id: z.string(), network: z.enum(["tcp", "unix"]), address: z.string() }),
  ),
});

/** go-plugin's cookie, and what the server is to serve. */
export const serverEnvironment = (listeners: readonly ListenerConfig[]) => ({
  BASIC_PLUGIN: "hello",
  KV_SERVER_CONFIG: JSON.stringify({ endOnStdinEof: true, listeners }),
});

/** The longest announcement: a listener takes about 100 octets, and no server has a thousand. */
const lineLimitOctets = 128 * 1024;

/**
 * Starts a server and waits until it has announced every listener.
 *
 * @param limitMs - without an announcement within it, the server is ended and `broken`.
 * @param begun - told the process at once, so that it can be ended before it has announced anything.
 */
export const startStandaloneServer = async (
  listeners: readonly ListenerConfig[],
  limitMs: number,
  options: Omit<StartOptions, "onLine" | "lineLimitOctets">,
  begun: (process: Supervised) => void = () => {},
): Promise<StandaloneServer> => {
  let announced: (line: string) => void = () => {};
  const firstLine = new Promise<string>((resolve) => {
    announced = resolve;
  });
  const process = start({
    ...options,
    environment: { ...options.environment, ...serverEnvironment(listeners) },
    onLine: (line) => announced(line),
    lineLimitOctets,
  });
  begun(process);
  const broken = async (
    phase: "spawn" | "handshake-line",
    reason: string,
    line: string | null = null,
  ): Promise<StandaloneServer> => {
    return { kind: "broken", phase, reason, line, process, end: await process.stop() };
  };
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<"overdue">((resolve) => {
    timer = setTimeout(() => resolve("overdue"), limitMs);
  });
  const first = await Promise.race([firstLine.then((line) => ({ line })), process.ended, overdue]);
  clearTimeout(timer);
  if (first === "overdue") {
    return broken("handshake-line", `announced nothing on standard output within ${limitMs} ms`);
  }
  if ("line" in first) {
    const endpoints = parseAnnouncement(first.line, listeners);
    return typeof endpoints === "string"
      ? broken("handshake-line", endpoints, first.line)
      : { kind: "serving", process, endpoints };
  }
  if (first.kind === "not-started") return broken("spawn", first.error);
  const words = redacted(process.stderr.since(0)).trim();
  if (first.exit.code === unsupportedExitCode) {
    return { kind: "unsupported", reason: words.split("\n").at(-1) || "no reason given" };
  }
  const end = first.reason ?? first.exit.signal ?? `exit code ${first.exit.code}`;
  return broken(
    "spawn",
    `ended before it announced anything (${end}): ${words.slice(-500) || "no words"}`,
  );
};

const parseAnnouncement = (
  line: string,
  listeners: readonly ListenerConfig[],
): ReadonlyMap<string, Endpoint> | string => {
  const quoted = JSON.stringify(redacted(line).slice(0, 200));
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return `the first line on standard output is no announcement: ${quoted}`;
  }
  const checked = announcementSchema.safeParse(json);
  if (!checked.success) return `the announcement is against the contract: ${quoted}`;
  const endpoints = new Map(
    checked.data.listeners.map(({ id, network, address }) => [id, { network, address }]),
  );
  const missing = listeners.find((listener) => !endpoints.has(listener.id));
  return missing ? `listener ${missing.id} was not announced: ${quoted}` : endpoints;
};
