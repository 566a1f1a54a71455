import type { OutsideText } from "../../domain/outside-text.ts";
import { Eventual } from "../../limits/eventual.ts";
import { startLimitMs } from "../../run/proof/start-limit.ts";
import type { Startup } from "../../run/proof/startup.ts";
import { type Ended, type Supervised, start } from "../../run/supervise/start.ts";
import type { Bench } from "../bench.ts";

export type ServerProcess = Readonly<{
  process: Supervised;
  startup: Startup;
  /** Whole lines of standard output, as they come. */
  lines: readonly OutsideText[];
  beginning: Beginning;
}>;

/** What a server did first. */
type Beginning = Readonly<{ kind: "line"; line: OutsideText } | Ended | { kind: "silent" }>;

export type ServerSetup = Readonly<{
  /** Made where the caller has not, to put its files into the process's folder. */
  startup?: Startup;
  /** Words after the server's own argv. */
  extraArgv?: readonly string[];
  environment: Readonly<Record<string, string>>;
}>;

/** The longest announcement and handshake line have some thousand bytes. */
const lineLimitBytes = 128 * 1024;

/** Starts a server, hands it over when it has printed a line, has ended or has taken too long, and ends it afterwards. */
export const whileRunning = async <T>(
  bench: Pick<Bench, "startup" | "begun">,
  { startup = bench.startup("server"), extraArgv = [], environment }: ServerSetup,
  use: (server: ServerProcess) => Promise<T>,
): Promise<T> => {
  const lines: OutsideText[] = [];
  const first = Eventual.open<OutsideText>();
  const process = start({
    launcher: startup.launcher,
    argv: [...startup.argv, ...extraArgv],
    environment: { ...startup.environment, ...environment },
    workingFolder: startup.workingFolder,
    lineLimitBytes,
    onLine: (line) => {
      lines.push(line);
      first.settle(line);
    },
  });
  bench.begun(process);
  try {
    const beginning = await Eventual.first<Beginning>(
      first.eventual.map((line) => ({ kind: "line", line })),
      process.ended,
    ).orAfter<Beginning>(startLimitMs, { kind: "silent" });
    return await use({ process, startup, lines, beginning });
  } finally {
    await process.stop();
  }
};
