import { announcementSentence } from "../../domain/announcement-fault.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { startLimitMs } from "../../run/proof/start-limit.ts";
import type { Startup } from "../../run/proof/startup.ts";
import { parseAnnouncement } from "../../run/supervise/announcement.ts";
import type { ListenerConfig } from "../../run/supervise/standalone-server.ts";
import { unsupportedReason } from "../../run/supervise/unsupported-reason.ts";
import type { Bench } from "../bench.ts";
import { broken, type Finding, notApplicable } from "../clause.ts";
import { howEnded } from "../how-ended.ts";
import { type ServerProcess, whileRunning } from "./server-process.ts";

export type Serving = ServerProcess &
  Readonly<{
    /** Of the first listener. */
    endpoint: Endpoint;
    endpoints: ReadonlyMap<string, Endpoint>;
  }>;

/** What a server is to be told; the files of its listeners lie in its own folder. */
export type Listeners = (startup: Startup) => Promise<readonly ListenerConfig[]>;

export const standaloneEnvironment = (
  listeners: readonly ListenerConfig[],
  endOnStdinEof = true,
): Readonly<Record<string, string>> => ({
  BASIC_PLUGIN: "hello",
  KV_SERVER_CONFIG: JSON.stringify({ endOnStdinEof, listeners }),
});

/** Has a server open listeners. Without them the clause is broken, or not applicable to the stack. */
export const whileServing = async (
  bench: Bench,
  listeners: Listeners,
  check: (serving: Serving) => Promise<Finding>,
  { extraArgv, endOnStdinEof }: Readonly<{ extraArgv?: string[]; endOnStdinEof?: boolean }> = {},
): Promise<Finding> => {
  const startup = bench.startup("server");
  const asked = await listeners(startup);
  const environment = standaloneEnvironment(asked, endOnStdinEof);
  const sent = sentence(asked);
  return whileRunning(
    bench,
    { startup, environment, ...(extraArgv && { extraArgv }) },
    async (server) => {
      const { beginning, process } = server;
      switch (beginning.kind) {
        case "silent":
          return broken(sent, `no line on standard output within ${startLimitMs} ms`);
        case "not-started":
          return broken(sent, howEnded(beginning, process));
        case "exited": {
          const reason = unsupportedReason(beginning.exit, process.stderr.since(0));
          return reason === null
            ? broken(sent, howEnded(beginning, process))
            : notApplicable(sent, `unsupported: ${reason}`);
        }
        case "line": {
          const { line } = beginning;
          const read = parseAnnouncement(line, asked);
          if (read.kind !== "read") {
            return broken(
              sent,
              `${announcementSentence(read)}: ${JSON.stringify(line.shown(200))}`,
            );
          }
          const [endpoint] = read.endpoints.values();
          if (!endpoint) throw new Error("a server was asked for no listener");
          return check({ ...server, endpoint, endpoints: read.endpoints });
        }
      }
    },
  );
};

const sentence = (listeners: readonly ListenerConfig[]): string =>
  listeners
    .map(
      ({ mode, network, tlsVersion, group }) =>
        `a listener of mode ${mode}${network === "unix" ? " on a unix socket" : ""}${tlsVersion ? `, tlsVersion ${tlsVersion}` : ""}${group ? `, group ${group}` : ""}`,
    )
    .join(" and ");
