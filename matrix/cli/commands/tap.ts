import { constants } from "node:os";
import { resolve } from "node:path";
import { Misuse } from "../../domain/misuse.ts";
import { places } from "../../places.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import type { Privacy } from "../../tap/session-privacy.ts";
import type { Console } from "./console.ts";

export type TapOptions = Readonly<{
  /** Where the relay listens, and the endpoint behind it; both or none. */
  listen?: string;
  to?: string;
  keyLog: readonly string[];
  json: boolean;
  out?: string;
  live?: string;
  outliveHost: boolean;
  /** false: nothing that an application says is kept. */
  payload: boolean;
  showCredentials: boolean;
}>;

const privacyOf = ({ payload, showCredentials }: TapOptions): Privacy => ({
  payload: payload ? "kept" : "left-out",
  credentials: showCredentials ? "shown" : "redacted",
});

/**
 * Records what passes between two programs: in a plugin's place before its host, or as a relay before an
 * endpoint.
 *
 * @param argv - the plugin's command; empty for a relay.
 * @returns of a plugin its exit code, of a relay 0, or 1 if a connection failed.
 */
export const tap = async (
  argv: readonly string[],
  options: TapOptions,
  console: Console,
  signal?: AbortSignal,
): Promise<number> =>
  argv.length > 0
    ? inPluginsPlace(argv, options)
    : beforeEndpoint(options, console, signal ?? new AbortController().signal);

const inPluginsPlace = async (argv: readonly string[], options: TapOptions): Promise<number> => {
  const { listen, to, keyLog, json, out, live, outliveHost } = options;
  if (listen !== undefined || to !== undefined || json || keyLog.length > 0) {
    throw new Misuse(
      "a plugin's command goes with --out, --live, --outlive-host, --no-payload and --show-credentials alone",
    );
  }
  const { tapPlugin } = await import("../../tap/tap-plugin.ts");
  const end = await tapPlugin({
    argv,
    out: out === undefined ? null : resolve(out),
    taps: places.recordings,
    live: live ?? null,
    orphan: outliveHost ? "keep" : "end",
    privacy: privacyOf(options),
  });
  // As a shell has it for what cannot be run.
  if (end.kind === "not-started") return 126;
  return end.signal === null ? (end.code ?? 0) : diedBy(end.signal);
};

const beforeEndpoint = async (
  options: TapOptions,
  console: Console,
  signal: AbortSignal,
): Promise<number> => {
  const { listen, to, keyLog, json, out, live, outliveHost } = options;
  if (listen === undefined || to === undefined || live !== undefined || outliveHost) {
    throw new Misuse(
      "expected --listen ADDRESS --to ADDRESS, with --key-log, --json, --out, --no-payload and --show-credentials; or -- and a plugin's command",
    );
  }
  const { endpointArgument, isOpenToOthers } = await import("../../tap/endpoint-argument.ts");
  const { tapEndpoint } = await import("../../tap/tap-endpoint.ts");
  const at = endpointArgument("--listen", listen);
  // With --json, standard output has the diagnosis alone.
  const say = json ? (text: string) => void process.stderr.write(text) : console.out;
  const report = await tapEndpoint(
    {
      listen: at,
      to: endpointArgument("--to", to),
      keyLogs: keyLog,
      out: out === undefined ? null : resolve(out),
      taps: places.recordings,
      privacy: privacyOf(options),
    },
    say,
    (relay, folder) => {
      if (isOpenToOthers(at)) say("others than this machine's programs can reach the relay\n");
      say(`relays ${written(relay)} to ${to}; Ctrl-C ends; what is recorded goes to ${folder}\n`);
    },
    signal,
  );
  console.out(json ? `${report.files["diagnosis.json"]}` : `\n${report.text}`);
  return report.outcome.kind === "failed" ? 1 : 0;
};

const written = ({ network, address }: Endpoint) =>
  network === "unix" ? `unix:${address}` : address;

/** Ends this process by the signal that ended the plugin: the host's view of both is the same. */
const diedBy = (signal: NodeJS.Signals): number => {
  // Of this one Node makes a debugger's port, where nobody else takes it.
  if (signal === "SIGUSR1") return 128 + constants.signals[signal];
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return 128 + constants.signals[signal];
};
