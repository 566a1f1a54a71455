import type { Diagnosis } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { headline } from "../domain/outcome.ts";
import { redacted } from "../domain/redact.ts";
import { pcapng } from "../report/capture/pcapng.ts";
import { ladder } from "../report/ladder/ladder.ts";
import { ladderOf } from "../report/ladder/picture.ts";
import type { RecordedSession } from "./record-session.ts";
import { diagnoseSession } from "./session-diagnosis.ts";
import { type Session, type SessionOutcome, sessionOutcome } from "./session-outcome.ts";
import { sessionText } from "./session-text.ts";

/** What a session came to, and the files that say so. */
export type SessionReport = Readonly<{
  outcome: SessionOutcome;
  /** null where nothing failed. */
  diagnosis: Diagnosis | null;
  text: string;
  files: Readonly<Record<string, string | Uint8Array>>;
}>;

export const reportSession = (
  session: Session,
  recorded: RecordedSession,
  names: Readonly<{ client: string; server: string }>,
): SessionReport => {
  const { evidence } = session;
  const outcome = sessionOutcome(session);
  const diagnosis = outcome.kind === "failed" ? diagnoseSession(outcome.symptoms) : null;
  const text = sessionText(outcome, diagnosis, recorded.forgotten());
  return {
    outcome,
    diagnosis,
    text,
    files: {
      "handshake.txt": picture(evidence, outcome, diagnosis, sum(recorded.forgotten()), names),
      "diagnosis.txt": text,
      "diagnosis.json": `${JSON.stringify(diagnosis, null, 1)}\n`,
      "evidence.json": `${JSON.stringify(safe(evidence), null, 1)}\n`,
      "capture.pcapng": pcapng(recorded.capture(evidence)),
    },
  };
};

const picture = (
  { connections }: CellEvidence,
  outcome: SessionOutcome,
  diagnosis: Diagnosis | null,
  forgotten: number,
  names: Readonly<{ client: string; server: string }>,
): string => {
  const drawn = ladder({
    ...names,
    connections: connections.map(ladderOf),
    broke:
      outcome.kind === "failed"
        ? { sentence: diagnosis?.causes[0]?.sentence ?? headline(outcome.symptoms.outcome) }
        : null,
  });
  return forgotten === 0 ? drawn : `${drawn}${forgotten} connections between these are not kept\n`;
};

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const safe = (evidence: CellEvidence): CellEvidence => ({
  ...evidence,
  handshakeLine: evidence.handshakeLine === null ? null : redacted(evidence.handshakeLine),
});
