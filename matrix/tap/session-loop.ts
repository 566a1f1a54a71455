import { liveLadder } from "./live-ladder.ts";
import type { RecordedSession } from "./record-session.ts";
import { reportSession, type SessionReport } from "./report-session.ts";
import { writeFiles } from "./session-folder.ts";
import type { Session } from "./session-outcome.ts";
import type { Privacy } from "./session-privacy.ts";

/**
 * How often is looked for news, how quiet it has to be before they are read, and how long that can be put
 * off: reading takes milliseconds in which nothing is relayed.
 */
const lookMs = 100;
const quietMs = 150;
const longestMs = 2000;

/** Reading takes no more than a tenth of the time, whatever there is to read. */
const restFactor = 10;

/** How often is read again what waits for something: silence is no news, and a failure in the end. */
const againMs = 5000;

export type SessionLoop = Readonly<{
  /** Reads and writes everything that there is now. */
  write(): void;
  /** Reads and writes everything a last time. */
  finish(): SessionReport;
}>;

export type LoopOptions = Readonly<{
  recorded: RecordedSession;
  names: Readonly<{ client: string; server: string }>;
  folder: string;
  live: (text: string) => void;
  privacy: Privacy;
  /** Changes with what is seen besides connections. */
  sign(): string;
  /** What is seen besides connections. */
  seen(): Session;
}>;

/** Keeps a folder's files and the live ladder up to what was recorded: a tap that is killed has lost a moment. */
export const startLoop = ({
  recorded,
  names,
  folder,
  live,
  privacy,
  sign,
  seen,
}: LoopOptions): SessionLoop => {
  const draw = liveLadder(names, live);
  let news: { firstAt: number; lastAt: number } | null = null;
  let before = "";
  let readAt = 0;
  let readMs = 0;
  let waits = true;
  const read = (): SessionReport => {
    const startedAt = performance.now();
    const connections = recorded.connections();
    const session = seen();
    const evidence = { ...session.evidence, connections: connections.map((one) => one.evidence) };
    const report = reportSession({ ...session, evidence }, recorded, names, privacy);
    draw(connections);
    writeFiles(folder, report.files);
    const { kind, tally } = report.outcome;
    waits = kind === "undecided" || tally.pending > 0;
    readAt = performance.now();
    readMs = readAt - startedAt;
    return report;
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (recorded.hasNews() || sign() !== before) {
      before = sign();
      news = { firstAt: news?.firstAt ?? now, lastAt: now };
    }
    const due = news
      ? now - news.lastAt >= quietMs || now - news.firstAt >= longestMs
      : waits && now - readAt >= againMs;
    if (!due || now - readAt < restFactor * readMs) return;
    news = null;
    read();
  }, lookMs);
  return {
    write: () => {
      news = null;
      read();
    },
    finish: () => {
      clearInterval(timer);
      return read();
    },
  };
};
