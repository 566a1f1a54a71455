import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ListenerConfig } from "../../run/supervise/standalone-server.ts";
import { unsupportedReason } from "../../run/supervise/unsupported-reason.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, every, type Finding, judged, notApplicable } from "../clause.ts";
import { howEnded } from "../how-ended.ts";
import { plain, plugin, secured } from "./listeners.ts";
import { type ServerProcess, whileRunning } from "./server-process.ts";
import { type Listeners, standaloneEnvironment } from "./while-serving.ts";

/** What nobody can know. */
const unknown = () => `unknown-${randomBytes(4).toString("hex")}`;

/** @param change - what a listener is asked for beside, which no stack can do. */
const refused = async (
  bench: Bench,
  listeners: Listeners,
  change: Partial<Record<keyof ListenerConfig, string>>,
): Promise<Finding> => {
  const startup = bench.startup("server");
  const asked = (await listeners(startup)).map((one) => ({ ...one, ...change }) as ListenerConfig);
  const sent = Object.entries(change)
    .map(([field, value]) => `${field} ${value}`)
    .join(", ");
  return whileRunning(
    bench,
    { startup, environment: standaloneEnvironment(asked) },
    async ({ beginning, process }) => {
      if (beginning.kind === "silent") return broken(sent, "it neither ended nor announced");
      if (beginning.kind === "line")
        return broken(sent, `it announced ${beginning.line.shown(200)}`);
      const isRefused =
        beginning.kind === "exited" &&
        unsupportedReason(beginning.exit, process.stderr.since(0)) !== null;
      return judged(isRefused, sent, howEnded(beginning, process));
    },
  );
};

const clause = { section: "Unsupported", role: "server" } as const;

const marked = "ends with exit code 127 and a line that begins with `unsupported: `";

/** What no stack can do is never passed over. */
export const refusingKnobs: readonly Clause<Bench>[] = [
  {
    ...clause,
    id: "unknown-mode",
    sentence: `of an unknown mode ${marked}`,
    check: (bench) => refused(bench, plain, { mode: unknown() }),
  },
  {
    ...clause,
    id: "unknown-key-type",
    sentence: `of an unknown keyType ${marked}`,
    check: (bench) => refused(bench, plugin(bench), { keyType: unknown() }),
  },
  {
    ...clause,
    id: "unknown-tls-version",
    sentence: `of an unknown tlsVersion ${marked}`,
    check: (bench) => refused(bench, secured(bench, "tls"), { tlsVersion: "1.9" }),
  },
  {
    ...clause,
    id: "unknown-group",
    sentence: `of an unknown group ${marked}`,
    check: (bench) => refused(bench, secured(bench, "tls"), { group: unknown() }),
  },
  {
    ...clause,
    id: "unknown-network",
    sentence: `of an unknown network ${marked}`,
    check: (bench) => refused(bench, plain, { network: unknown() }),
  },
  {
    ...clause,
    id: "misuse",
    sentence: "of anything else that is wrong ends with exit code 1 and one sentence",
    check: async (bench) => {
      const startup = bench.startup("server");
      const absent = join(startup.folder.path, "absent.crt");
      const [listener] = await secured(bench, "tls")(startup);
      return every([
        await misused(bench, "KV_SERVER_CONFIG that is no JSON", {
          BASIC_PLUGIN: "hello",
          KV_SERVER_CONFIG: "{listeners",
        }),
        await misused(
          bench,
          "a certificate file that is not there",
          standaloneEnvironment(listener ? [{ ...listener, certificate: absent }] : []),
          "TLS",
        ),
      ]);
    },
  },
];

/** @param mayLack - what a stack may say instead that it does not support. */
const misused = (
  bench: Bench,
  sent: string,
  environment: Readonly<Record<string, string>>,
  mayLack: "TLS" | "nothing" = "nothing",
): Promise<Finding> =>
  whileRunning(bench, { environment }, async ({ beginning, process }: ServerProcess) => {
    if (beginning.kind === "silent") return broken(sent, "it neither ended nor announced");
    if (beginning.kind === "line") return broken(sent, `it announced ${beginning.line.shown(200)}`);
    const words = process.stderr.since(0);
    const isExit = beginning.kind === "exited";
    if (mayLack === "TLS" && isExit && unsupportedReason(beginning.exit, words) !== null) {
      return notApplicable(sent, howEnded(beginning, process));
    }
    const says = words.clean().trim() !== "";
    return judged(isExit && beginning.exit.code === 1 && says, sent, howEnded(beginning, process));
  });
