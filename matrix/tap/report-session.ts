import type { Diagnosis } from "../domain/cause.ts";
import { withoutEscapes } from "../domain/escapes.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { headline } from "../domain/outcome.ts";
import { pcapng } from "../report/capture/pcapng.ts";
import { jsonText } from "../report/format/json.ts";
import { printable } from "../report/format/terminal.ts";
import { textsIn } from "../report/format/texts-in.ts";
import { ladder } from "../report/ladder/ladder.ts";
import { ladderOf } from "../report/ladder/picture.ts";
import { payloadLeftOut } from "./payload-free-capture.ts";
import type { RecordedSession } from "./record-session.ts";
import { secretsAdvice } from "./secrets-advice.ts";
import { diagnoseSession } from "./session-diagnosis.ts";
import { type Session, type SessionOutcome, sessionOutcome } from "./session-outcome.ts";
import type { Privacy } from "./session-privacy.ts";
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
  privacy: Privacy,
): SessionReport => {
  const outcome = sessionOutcome(session);
  const found = outcome.kind === "failed" ? diagnoseSession(outcome.symptoms) : null;
  const isShown = privacy.credentials === "shown";
  const diagnosis = isShown ? escapeFree(found) : printable(found);
  const said = sessionText(
    outcome,
    diagnosis,
    recorded.forgotten(),
    secretsAdvice(session.evidence),
  );
  const noted = (text: string) =>
    privacy.payload === "kept" ? text : `${text}${payloadLeftOut}\n`;
  const text = noted(said);
  const json = (value: unknown) =>
    `${isShown ? JSON.stringify(escapeFree(value), null, 1) : jsonText(value)}\n`;
  return {
    outcome,
    diagnosis,
    text,
    files: {
      "handshake.txt": noted(
        picture(session.evidence, outcome, diagnosis, sum(recorded.forgotten()), names),
      ),
      "diagnosis.txt": text,
      "diagnosis.json": json(diagnosis),
      "evidence.json": json(session.evidence),
      "capture.pcapng": pcapng(recorded.capture(session.evidence)),
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
    connections: connections.map((one) => ladderOf(one)),
    broke:
      outcome.kind === "failed"
        ? { sentence: diagnosis?.causes[0]?.sentence ?? headline(outcome.symptoms.outcome) }
        : null,
  });
  return forgotten === 0 ? drawn : `${drawn}${forgotten} connections between these are not kept\n`;
};

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

/** On one line each, and without what a terminal obeys; credentials stay. */
const escapeFree = <T>(value: T): T =>
  textsIn(value, (text) => withoutEscapes(text).replace(/[\n\t]/g, " "));
