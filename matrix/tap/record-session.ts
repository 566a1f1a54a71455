import type { Capture } from "../domain/capture.ts";
import type { CellEvidence, ConnectionEvidence } from "../domain/evidence.ts";
import { connectionEvidence } from "../run/evidence/connection-evidence.ts";
import { type ConnectionState, connectionState } from "../run/evidence/connection-state.ts";
import { recordedLimitBytes } from "../run/observe/recording.ts";
import type { TappedConnection } from "../run/observe/tap.ts";
import { captureOf } from "../run/proof/collect.ts";
import { type Disclosure, fullDisclosure, payloadFreeDisclosure } from "../wire/disclosure.ts";
import { joinedKeyLogs, type KeyLog } from "../wire/key-log.ts";
import { payloadFreeCapture } from "./payload-free-capture.ts";
import type { Privacy } from "./session-privacy.ts";

/** How many connections are kept whole, each with 256 KiB at most (observe/recording.ts). */
const firstKept = 16;
const lastKept = 48;

export type Numbered = Readonly<{ number: number; evidence: ConnectionEvidence }>;

export type RecordedSession = Readonly<{
  /** Whether something has passed since this was last asked. */
  hasNews(): boolean;
  /** The connections that are kept, numbered from 1 in their order. */
  connections(): readonly Numbered[];
  /** What became of those that are not kept: they came after the first, have ended, and many others followed. */
  forgotten(): ReadonlyMap<ConnectionState["kind"], number>;
  capture(evidence: CellEvidence): Capture;
}>;

/** What the evidence of a session is read from. */
const disclosures = {
  kept: fullDisclosure,
  "left-out": payloadFreeDisclosure,
} as const satisfies Record<Privacy["payload"], Disclosure>;

/**
 * @param begun - when the session began, of `performance.now()`.
 * @param all - every connection in the order of arrival; what is not kept is forgotten in place.
 */
export const recordSession = (
  begun: number,
  all: () => readonly TappedConnection[],
  keyLogs: readonly KeyLog[],
  payload: Privacy["payload"],
): RecordedSession => {
  const secrets = joinedKeyLogs(keyLogs);
  const read = new WeakMap<TappedConnection, Read>();
  const dropped = new WeakSet<TappedConnection>();
  const forgotten = new Map<ConnectionState["kind"], number>();
  let before = "";
  const kept = () => [...all().entries()].filter(([, connection]) => !dropped.has(connection));
  const signOf = (connection: TappedConnection): string =>
    [
      Math.min(connection.client.total, recordedLimitBytes),
      Math.min(connection.server.total, recordedLimitBytes),
      connection.closes.length,
      connection.closedAt,
      connection.dialError,
      secretsOf(read.get(connection), secrets),
    ].join();
  const evidenceOf = (connection: TappedConnection): ConnectionEvidence => {
    const sign = signOf(connection);
    const known = read.get(connection);
    if (known?.sign === sign) return known.evidence;
    const evidence = connectionEvidence(connection, begun, secrets, "everything", {
      disclosure: disclosures[payload],
    });
    read.set(connection, { sign, evidence });
    return evidence;
  };
  return {
    hasNews: () => {
      for (const connection of all().slice(firstKept, -lastKept)) {
        if (connection.closedAt === null || dropped.has(connection)) continue;
        const { kind } = connectionState(evidenceOf(connection), connection.closedAt - begun, 0);
        forgotten.set(kind, (forgotten.get(kind) ?? 0) + 1);
        dropped.add(connection);
        connection.client.chunks.length = 0;
        connection.server.chunks.length = 0;
      }
      const sign = [all().length, ...kept().map(([, connection]) => signOf(connection))].join(" ");
      const news = sign !== before;
      before = sign;
      return news;
    },
    connections: () =>
      kept().map(([at, connection]) => ({ number: at + 1, evidence: evidenceOf(connection) })),
    forgotten: () => forgotten,
    capture: (evidence) => {
      const own = kept().map(([, connection]) => connection);
      const whole = captureOf(own, evidence, keyLogs);
      return payload === "kept" ? whole : payloadFreeCapture(whole, own.map(evidenceOf));
    },
  };
};

/** A connection as it was read, and what it looked like then. */
type Read = Readonly<{ sign: string; evidence: ConnectionEvidence }>;

/** How many secrets there are for a connection that could not be read whole: they may come after its bytes. */
const secretsOf = (known: Read | undefined, secrets: KeyLog): number => {
  const tls = known?.evidence.wire.tls;
  if (!tls?.clientHello || tls.visibility.kind === "all") return 0;
  return secrets.get(tls.clientHello.random)?.size ?? 0;
};
