import type { CellEvidence } from "../domain/evidence.ts";
import { Misuse } from "../domain/misuse.ts";
import { Eventual } from "../limits/eventual.ts";
import { lifelong } from "../limits/lifelong.ts";
import { KeyLogFile } from "../run/observe/key-log-file.ts";
import { type Endpoint, openTap, type Tap } from "../run/observe/tap.ts";
import { recordSession } from "./record-session.ts";
import type { SessionReport } from "./report-session.ts";
import { openSessionFolder } from "./session-folder.ts";
import { startLoop } from "./session-loop.ts";
import type { Privacy } from "./session-privacy.ts";

export type TapEndpointOptions = Readonly<{
  listen: Endpoint;
  to: Endpoint;
  /** Key log files of either side. */
  keyLogs: readonly string[];
  /** null: a new folder under `taps`. */
  out: string | null;
  taps: string;
  privacy: Privacy;
}>;

/** How long connections may take to end when the relay is told to. */
const settleMs = 100;

/**
 * Relays and records until it is told to end.
 *
 * @param live - draws the ladders as they grow.
 * @param listening - called once, with where the relay listens and where it writes.
 */
export const tapEndpoint = async (
  options: TapEndpointOptions,
  live: (text: string) => void,
  listening: (at: Endpoint, folder: string) => void,
  signal: AbortSignal,
): Promise<SessionReport> => {
  const begun = performance.now();
  const startedAt = new Date();
  const relay = await openRelay(options);
  const folder = openSessionFolder(options.out, options.taps, startedAt);
  listening(boundTo(options.listen, relay.endpoint), folder);
  const keyLogs = options.keyLogs.map((path) => new KeyLogFile(path));
  const loop = startLoop({
    recorded: recordSession(begun, () => relay.connections, keyLogs, options.privacy.payload),
    names: { client: "client", server: "server" },
    folder,
    live,
    privacy: options.privacy,
    sign: () => "",
    seen: () => ({
      evidence: unseenEnds(startedAt),
      atMs: performance.now() - begun,
      endedBy: null,
    }),
  });
  await told(signal);
  const report = loop.finish();
  relay.close();
  await relay.settled(settleMs);
  return report;
};

/** The user's word: until then the relay is to stand, and a second Ctrl-C ends the process at once. */
const told = async (signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  await lifelong(
    Eventual.when<void>((settle) => {
      signal.addEventListener("abort", () => settle(), { once: true });
    }),
  );
};

/** The address asked for, with the port that was given for port 0. */
const boundTo = (asked: Endpoint, bound: Endpoint): Endpoint =>
  asked.network === "unix"
    ? asked
    : {
        network: "tcp",
        address: asked.address.replace(/\d{1,5}$/, bound.address.split(":").at(-1) ?? ""),
      };

/** @throws Misuse where nobody can listen. */
const openRelay = async ({ listen, to }: TapEndpointOptions): Promise<Tap> => {
  try {
    return await openTap(listen, to);
  } catch (error) {
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new Misuse(
      `cannot listen on ${listen.address} (${code}); name an address of this machine that is free`,
    );
  }
};

/** What is known of two programs that nobody here started: nothing. */
const unseenEnds = (startedAt: Date): CellEvidence => ({
  connections: [],
  client: null,
  server: null,
  handshakeLine: null,
  announcementFault: null,
  serverCertificateInLine: null,
  clientCertificateInEnvironment: null,
  configured: {
    server: null,
    client: null,
    clientTrusts: [],
    serverTrusts: [],
    intermediates: [],
    serverName: null,
    at: startedAt.toISOString(),
  },
  trials: [],
  verification: null,
  report: null,
  upstream: null,
});
