import type { CauseCode } from "../domain/cause.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { repeatable } from "./repeatable.ts";

/** What somebody prints in whose case it is this cause. */
export type Symptom = Readonly<{
  code: CauseCode;
  /** The client's implementation where it was seen, or the stack in whose source it stands. */
  by: string;
  text: string;
}>;

/**
 * What the clients of a run printed, by the cause that their cells had; each once, sorted, without what differs
 * from run to run.
 */
export const measuredSymptoms = (result: RunResult): readonly Symptom[] => {
  const found = result.cells.filter(isTrusted).flatMap((cell): readonly Symptom[] => {
    const code = cell.diagnosis?.causes[0]?.code;
    if (!code || code === "undiagnosed") return [];
    return textsOf(cell).map((text) => ({ code, by: cell.client, text }));
  });
  return withoutRepeats(found);
};

export const withoutRepeats = (symptoms: readonly Symptom[]): readonly Symptom[] => {
  const byKey = new Map(symptoms.map((one) => [JSON.stringify([one.code, one.by, one.text]), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, symptom]) => symptom);
};

/** The status with its message that a reason ends with; OK is none. */
const statusIn = (reason: string): string | null => {
  const found = / got (?!OK\b)[A-Z_]{1,40} \(/.exec(reason);
  return found && reason.endsWith(")") ? reason.slice(found.index + " got ".length) : null;
};

/** A client that is broken on purpose speaks for no library, and a surprise for no cause. */
const isTrusted = ({ client, verdict, outcome }: CellResult): boolean =>
  !client.includes(":") && verdict === "expected" && outcome.kind !== "passed";

/**
 * What a client says of a refused certificate of its own in TLS 1.3 is a race between alert and reset, and of a
 * plugin that does not listen the relay's word: there only what the diagnosis quotes counts.
 */
const textsOf = (cell: CellResult): readonly string[] => {
  const { outcome, diagnosis, mode } = cell;
  const own = mode === "none" || mode === "tls";
  const said = outcome.kind === "failed" && own ? statusIn(outcome.reason) : null;
  const quoted = diagnosis?.causes[0]?.matched.filter(({ by }) => by === "client") ?? [];
  if (said) return [steady(said.replace(/^([A-Z_]+) \((.*)\)$/s, "$1: $2"))];
  return quoted.map(({ text }) => steady(text)).filter((text) => /\w \w/.test(text));
};

/** {@link repeatable}, and without amounts, digests, the addresses of threads and what follows the time. */
const steady = (text: string): string =>
  repeatable(text)
    .replace(/ ?\(TIME\)/g, "")
    .replace(/\b[\dA-F]{12,16}:error:/g, "error:")
    .replace(/\b[\da-f]{16}…/g, "…")
    .replace(/\b\d+(?:\.\d+)? ?(ms|s)\b/g, "N $1")
    .replace(/\.? Resolution note: ?$/, "")
    .trim();
