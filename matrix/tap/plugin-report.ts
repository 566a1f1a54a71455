import { OutsideText } from "../domain/outside-text.ts";
import { Eventual } from "../limits/eventual.ts";
import { KeyLogFile } from "../run/observe/key-log-file.ts";
import { cellEvidence, processEvidence } from "../run/proof/collect.ts";
import { configuredByPlugin } from "../run/proof/configured.ts";
import { BoundedText } from "../run/supervise/bounded-text.ts";
import { hostTakes } from "./host-takes.ts";
import type { PluginBegun, PluginNews } from "./plugin-news.ts";
import type { PluginEnd } from "./plugin-process.ts";
import { recordSession } from "./record-session.ts";
import { startLoop } from "./session-loop.ts";
import type { Session } from "./session-outcome.ts";
import { toldConnections } from "./told-connections.ts";

/** Keeps a plugin's folder and its live ladder up to what is told of it. */
export const reportPlugin = (begun: PluginBegun, live: (text: string) => void) => {
  const { folder, begunAt, clientCertificate } = begun;
  const keyLog = new KeyLogFile(begun.keyLog);
  const stderr = new BoundedText();
  const told = toldConnections();
  const ended = Eventual.open<void>();
  const start = begunAt - performance.timeOrigin;
  let line: string | null = null;
  let end: PluginEnd | null = null;
  let endedBy: Session["endedBy"] = null;
  live(`\ntap: what is recorded goes to ${folder}\n`);
  const loop = startLoop({
    recorded: recordSession(start, () => told.connections, [keyLog], begun.privacy.payload),
    names: { client: "host", server: "plugin" },
    folder,
    live,
    privacy: begun.privacy,
    sign: () => `${line === null} ${end === null} ${stderr.total}`,
    seen: () => ({
      evidence: cellEvidence({
        depth: "everything",
        begun: start,
        connections: [],
        tlsRead: new Map(),
        keyLogs: [keyLog],
        client: processEvidence(new OutsideText(""), null, false),
        server: processEvidence(stderr.since(0), endOf(end), false),
        handshakeLine: line === null ? null : new OutsideText(line),
        clientCertificate: clientCertificate === null ? null : new OutsideText(clientCertificate),
        configured: configuredByPlugin(new Date(begunAt), hostTakes(begun.protocolVersions)),
        trials: [],
        report: null,
        upstream: null,
      }),
      atMs: performance.now() - start,
      endedBy,
    }),
  });
  return {
    take: (news: PluginNews): void => {
      line = news.line;
      stderr.append(Buffer.from(news.stderr));
      told.take(news.connections);
      end = news.end;
      if (end?.kind === "exited") endedBy = end.by;
      if (end) ended.settle();
    },
    /** The tap has gone, and told no end: its host killed it in the plugin's place. */
    hostExited: (): void => {
      endedBy ??= "host";
      ended.settle();
    },
    /** Settles when the plugin's end is known, or the tap's. */
    ended: ended.eventual,
    write: loop.write,
    finish: (): void => live(`\n${loop.finish().text}`),
  };
};

const endOf = (end: PluginEnd | null): Parameters<typeof processEvidence>[1] => {
  switch (end?.kind) {
    case undefined:
      return null;
    case "not-started":
      return { kind: "not-started", error: end.sentence };
    case "exited":
      return {
        kind: "exited",
        exit: { code: end.code, signal: end.signal, left: [] },
        reason: null,
      };
  }
};
