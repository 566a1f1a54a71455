import { type AnnouncementFault, announcementSentence } from "../../domain/announcement-fault.ts";
import type { OutsideText } from "../../domain/outside-text.ts";
import type { ServerSettings } from "../../domain/server-settings.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { Endpoint } from "../observe/tap.ts";
import { parseAnnouncement } from "./announcement.ts";
import { type Ended, type StartOptions, type Supervised, start } from "./start.ts";
import { unsupportedReason } from "./unsupported-reason.ts";

/** One entry of KV_SERVER_CONFIG's `listeners`, see harness/CONTRACT.md. */
export type ListenerConfig = ServerSettings &
  Readonly<{
    id: string;
    mode: string;
    network: "tcp" | "unix";
    /** Absent of a plugin that is to listen where go-plugin itself would. */
    address?: string;
    /** Of a plugin's application; absent: that of CONTRACT.md. */
    protocolVersions?: readonly number[];
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
      line: OutsideText | null;
      /** What is wrong with that line; null if there was none. */
      fault: AnnouncementFault | null;
      process: Supervised;
      end: Ended;
    }
>;

/** go-plugin's cookie, and what the server is to serve. */
export const serverEnvironment = (listeners: readonly ListenerConfig[]) => ({
  BASIC_PLUGIN: "hello",
  KV_SERVER_CONFIG: JSON.stringify({ endOnStdinEof: true, listeners }),
});

/** The longest announcement: a listener takes about 100 bytes, and no server has a thousand. */
const lineLimitBytes = 128 * 1024;

/**
 * Starts a server and waits until it has announced every listener.
 *
 * @param limitMs - without an announcement within it, the server is ended and `broken`.
 * @param begun - told the process at once, so that it can be ended before it has announced anything.
 */
export const startStandaloneServer = async (
  listeners: readonly ListenerConfig[],
  limitMs: number,
  options: Omit<StartOptions, "onLine" | "lineLimitBytes">,
  begun: (process: Supervised) => void = () => {},
): Promise<StandaloneServer> => {
  const announced = Eventual.open<OutsideText>();
  const process = start({
    ...options,
    environment: { ...options.environment, ...serverEnvironment(listeners) },
    onLine: announced.settle,
    lineLimitBytes,
  });
  begun(process);
  const broken = async (
    phase: "spawn" | "handshake-line",
    reason: string,
    said: Readonly<{ line: OutsideText; fault: AnnouncementFault }> | null = null,
  ): Promise<StandaloneServer> => {
    const { line, fault } = said ?? { line: null, fault: null };
    return { kind: "broken", phase, reason, line, fault, process, end: await process.stop() };
  };
  const first = await Eventual.first<First>(
    announced.eventual.map((line) => ({ kind: "announced", line })),
    process.ended,
  ).orAfter<First>(limitMs, { kind: "overdue" });
  switch (first.kind) {
    case "overdue":
      return broken("handshake-line", `announced nothing on standard output within ${limitMs} ms`);
    case "not-started":
      return broken("spawn", first.error);
    case "announced": {
      const { line } = first;
      const read = parseAnnouncement(line, listeners);
      if (read.kind === "read") return { kind: "serving", process, endpoints: read.endpoints };
      const reason = `${announcementSentence(read)}: ${JSON.stringify(line.shown(200))}`;
      return broken("handshake-line", reason, { line, fault: read });
    }
    case "exited": {
      const words = process.stderr.since(0);
      const unsupported = unsupportedReason(first.exit, words);
      if (unsupported !== null) return { kind: "unsupported", reason: unsupported };
      const end = first.reason ?? first.exit.signal ?? `exit code ${first.exit.code}`;
      const last = words.clean(500, "end").trim();
      return broken("spawn", `ended before it announced anything (${end}): ${last || "no words"}`);
    }
  }
};

type First = Readonly<{ kind: "announced"; line: OutsideText } | { kind: "overdue" }> | Ended;
